package io.golden.agent;

import io.golden.agent.gateway.Gateway;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Golden's sandbox, called with the agent's own token. */
public final class Sandbox {
    private final Gateway gateway;

    public Sandbox(Gateway gateway) {
        this.gateway = gateway;
    }

    /**
     * One run.
     *
     * @param status {@code ok error timeout memory_limit output_limit killed}
     */
    public record Run(String status, int exitCode, String stdout, String stderr, String executionId) {
        public boolean ok() {
            return status.equals("ok") && exitCode == 0;
        }

        /** Standard output and error together. */
        public String output() {
            return stdout + stderr;
        }
    }

    /**
     * Runs Python code with files beside it. A full queue or a restart of the sandbox is waited for, up to a minute.
     *
     * @param timeout 1 to 300 s
     * @throws io.golden.agent.gateway.GatewayException when the sandbox cannot be had
     */
    public Run python(String code, List<CodeFile> files, Duration timeout) {
        var body = Map.of("code", code, "language", "python", "files", files, "timeout", timeout.toSeconds());
        var patience = Duration.ofMinutes(1);
        var answer = gateway.postReliably("/api/v1/sandbox/execute", body, timeout.plusSeconds(30), patience)
                .bodyOrThrow();
        return new Run(
                answer.path("status").asText("error"),
                answer.path("exit_code").asInt(-1),
                answer.path("stdout").asText(""),
                answer.path("stderr").asText(""),
                answer.path("execution_id").asText(""));
    }
}
