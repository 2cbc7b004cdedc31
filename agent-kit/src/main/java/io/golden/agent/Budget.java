package io.golden.agent;

import com.fasterxml.jackson.databind.JsonNode;
import io.golden.agent.gateway.Gateway;
import io.golden.agent.gateway.Reply;
import java.time.Duration;
import java.util.Map;

/**
 * Golden's budget, called with the agent's own token, for tokens that no step's reservation covers. A step's own tokens
 * are reserved and committed by the orchestrator from {@code tokens_used}.
 */
public final class Budget {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Gateway gateway;

    public Budget(Gateway gateway) {
        this.gateway = gateway;
    }

    /** What came of asking. */
    public sealed interface Answer {
        record Reserved(String reservationId, long tokens) implements Answer {}

        record Insufficient(String message) implements Answer {}
    }

    /**
     * What is asked for.
     *
     * @param requestId the same id gets the same reservation, however often it is asked
     * @param model whose tokens they are
     * @param tokens at least 1
     */
    public record Wish(
            String tenantId,
            String projectId,
            String taskId,
            String requestId,
            String model,
            String purpose,
            long tokens) {}

    /** Reserves tokens, or says why not. */
    public Answer reserve(Wish wish) {
        var body = Map.of(
                "tenant_id", wish.tenantId(),
                "project_id", wish.projectId(),
                "task_id", wish.taskId(),
                "request_id", wish.requestId(),
                "model", wish.model(),
                "purpose", wish.purpose(),
                "agent_id", gateway.credentials().name(),
                "estimated_tokens", wish.tokens());
        return switch (gateway.postReliably("/api/v1/budget/request", body, TIMEOUT, PATIENCE)) {
            case Reply.Ok(int _, JsonNode answer) ->
                new Answer.Reserved(answer.path("reservation_id").asText(), wish.tokens());
            case Reply.Refused refused when refused.conflict() -> new Answer.Insufficient(refused.message());
            case Reply.Refused refused -> new Answer.Insufficient(refused.toString());
        };
    }

    /** Books what was really used and returns the rest. Repeating it does nothing. */
    public void commit(String tenantId, String projectId, String reservationId, long actualTokens) {
        var body = Map.of(
                "tenant_id", tenantId,
                "project_id", projectId,
                "reservation_id", reservationId,
                "actual_tokens", actualTokens);
        gateway.postReliably("/api/v1/budget/commit", body, TIMEOUT, PATIENCE).bodyOrThrow();
    }

    /** Gives all of it back. Repeating it does nothing. */
    public void release(String tenantId, String projectId, String reservationId) {
        var body = Map.of("tenant_id", tenantId, "project_id", projectId, "reservation_id", reservationId);
        gateway.postReliably("/api/v1/budget/release", body, TIMEOUT, PATIENCE).bodyOrThrow();
    }
}
