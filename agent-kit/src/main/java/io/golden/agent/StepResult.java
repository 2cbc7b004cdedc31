package io.golden.agent;

import java.util.List;
import java.util.Map;

/** How a step ended. */
public sealed interface StepResult {
    /**
     * Done.
     *
     * @param output JSON-able; a developer's has {@code files}
     * @param tokensUsed what the model read and wrote, at least 0
     * @param artifacts names of what was kept elsewhere
     */
    record Done(Map<String, Object> output, long tokensUsed, List<String> artifacts) implements StepResult {}

    /**
     * Not done.
     *
     * @param error safe to show
     * @param retryable whether another attempt may succeed
     */
    record Failed(String error, boolean retryable) implements StepResult {}

    static StepResult done(Map<String, Object> output, long tokensUsed) {
        return new Done(output, tokensUsed, List.of());
    }
}
