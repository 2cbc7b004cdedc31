package io.golden.orchestrator.work;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** {@code task.result.{task_id}}: what an agent hands in by message; with an {@code error} its failure. */
@RegisterForReflection
record TaskResult(
        UUID stepId,
        Long fencingToken,
        Map<String, Object> output,
        Long tokensUsed,
        List<Object> artifacts,
        String error,
        Boolean retryable) {}
