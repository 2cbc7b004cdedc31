package io.golden.orchestrator.step;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What a decision needs to know about a step: all but its input and output.
 *
 * @param position from 1; steps of one phase are worked off in this order
 * @param attempt from 1
 * @param notBefore the end of its back-off
 * @param contentHash of the files in its output
 * @param contentProblem why its output holds no usable file
 * @param guard the guard whose refusal added it
 */
public record Step(
        UUID id,
        int position,
        StepType type,
        String role,
        StepState state,
        int attempt,
        int maxAttempts,
        Optional<Instant> notBefore,
        Optional<String> agentId,
        long estimatedTokens,
        Optional<Long> tokensUsed,
        Optional<String> contentHash,
        Optional<String> contentProblem,
        Optional<String> error,
        Optional<String> guard,
        Instant createdAt) {

    /** The budget's key for this attempt: the same however often and by whomever it is asked. */
    public String requestId() {
        return requestId(id, attempt);
    }

    public static String requestId(UUID stepId, int attempt) {
        return "step:" + stepId + ":" + attempt;
    }
}
