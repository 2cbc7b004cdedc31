package io.golden.orchestrator.task;

import io.golden.orchestrator.step.RequestedStep;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A task to be made: checked, with every default filled in. */
record NewTask(
        String tenantId,
        String projectId,
        String name,
        String description,
        int priority,
        List<String> labels,
        Map<String, Object> metadata,
        Optional<Long> tokenBudget,
        List<RequestedStep> steps,
        Optional<UUID> retryOf) {}
