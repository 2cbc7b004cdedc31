package io.golden.sandbox.execution;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.golden.sandbox.box.BoxResult;
import io.golden.sandbox.box.Limits;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * What came of the code.
 *
 * @param stdout as UTF-8; what is not is replaced
 * @param exitCode the program's; 137 when it was killed
 * @param executionTime seconds
 * @param status {@code ok error timeout memory_limit output_limit killed}
 * @param artifacts files the program left under {@code artifacts/}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ExecutionResult(
        String stdout,
        String stderr,
        int exitCode,
        double executionTime,
        UUID executionId,
        String status,
        AppliedLimits limits,
        Usage usage,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ArtifactBody> artifacts) {

    static ExecutionResult of(UUID id, BoxResult result, Limits limits) {
        return new ExecutionResult(
                new String(result.stdout(), StandardCharsets.UTF_8),
                new String(result.stderr(), StandardCharsets.UTF_8),
                result.exitCode(),
                result.wall().toMillis() / 1000.0,
                id,
                result.status().name().toLowerCase(Locale.ROOT),
                new AppliedLimits(
                        limits.timeout().toSeconds(), limits.memoryMb(), limits.processes(), limits.outputBytes()),
                new Usage(result.cpu().toMillis(), result.wall().toMillis(), result.peakMemoryKb()),
                result.artifacts().stream().map(ArtifactBody::of).toList());
    }

    /** The limits the code ran under. */
    record AppliedLimits(long timeout, int memoryMb, int processes, int outputBytes) {}

    /** What the code used. */
    record Usage(long cpuMs, long wallMs, long maxRssKb) {}

    /** @param encoding {@code utf-8}, or {@code base64} for what is not text */
    record ArtifactBody(String path, int size, String encoding, String content) {
        static ArtifactBody of(BoxResult.Artifact artifact) {
            var bytes = artifact.content();
            try {
                var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
                return new ArtifactBody(artifact.path(), bytes.length, "utf-8", text.toString());
            } catch (CharacterCodingException e) {
                var text = Base64.getEncoder().encodeToString(bytes);
                return new ArtifactBody(artifact.path(), bytes.length, "base64", text);
            }
        }
    }
}
