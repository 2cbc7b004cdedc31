package io.golden.orchestrator.task;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One task with all that belongs to it.
 *
 * @param contentHash of the program as it stands
 * @param budget tokens {@code reserved}, {@code committed}, {@code settling}
 * @param review the latest round
 */
record TaskDetail(
        @JsonUnwrapped TaskView task,
        Optional<String> contentHash,
        Map<String, Object> budget,
        Optional<ReviewShown> review,
        List<StepShown> steps,
        List<RunShown> sandboxRuns,
        List<HistoryShown> history) {

    /** One step, with its input and output. */
    record StepShown(
            UUID id,
            int position,
            String type,
            String role,
            String state,
            int attempt,
            int maxAttempts,
            Optional<String> agentId,
            long estimatedTokens,
            Optional<Long> tokensUsed,
            Optional<String> contentHash,
            boolean autoAdded,
            Optional<String> reason,
            Optional<String> guard,
            Optional<String> error,
            Map<String, Object> input,
            Optional<Map<String, Object>> output,
            Optional<Instant> startedAt,
            Optional<Instant> completedAt) {}

    /** One line of the history. */
    record HistoryShown(
            long id,
            String kind,
            Optional<String> fromState,
            Optional<String> toState,
            String why,
            String by,
            Map<String, Object> data,
            Instant at) {
        static HistoryShown of(History.Entry entry) {
            return new HistoryShown(
                    entry.id(),
                    entry.kind(),
                    entry.from(),
                    entry.to(),
                    entry.why(),
                    entry.by(),
                    entry.data().getMap(),
                    entry.at());
        }
    }

    /** The peers' review. */
    record ReviewShown(
            Optional<UUID> sessionId,
            int round,
            String contentHash,
            String status,
            Optional<Double> consensusScore,
            Optional<Double> quorum,
            List<Object> votes) {}

    /** What the sandbox said. */
    record RunShown(
            String kind,
            String contentHash,
            String testsHash,
            String executionId,
            String verdict,
            Map<String, Object> evidence) {}
}
