package io.golden.orchestrator.task;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A task as the API shows it. */
@RegisterForReflection
public record TaskView(
        UUID id,
        String tenantId,
        String projectId,
        String name,
        String description,
        String state,
        int priority,
        List<String> labels,
        Optional<Long> tokenBudget,
        Map<String, Object> metadata,
        long version,
        Optional<String> failure,
        Optional<UUID> retryOf,
        String createdBy,
        Instant createdAt,
        Instant updatedAt,
        Optional<Instant> completedAt) {

    static TaskView of(Task task) {
        return new TaskView(
                task.id(),
                task.tenantId(),
                task.projectId(),
                task.name(),
                task.description(),
                task.state().wire(),
                task.priority(),
                task.labels(),
                task.tokenBudget(),
                task.metadata().getMap(),
                task.version(),
                task.failure(),
                task.retryOf(),
                task.createdBy(),
                task.createdAt(),
                task.updatedAt(),
                task.completedAt());
    }
}
