package io.golden.orchestrator.task;

import io.golden.data.outbox.OutgoingMessage;
import java.time.Instant;
import java.util.UUID;

/** What the suite is told about tasks. */
public final class TaskEvents {
    private TaskEvents() {}

    /** {@code event.orchestrator.task.created}. */
    public record Created(UUID taskId, String tenantId, String projectId, String name, String createdBy, Instant at) {}

    /** {@code event.orchestrator.task.state_changed}. */
    public record StateChanged(
            UUID taskId,
            String tenantId,
            String projectId,
            String fromState,
            String toState,
            String why,
            String by,
            long version,
            Instant at) {}

    /** {@code event.orchestrator.task.deployed}: the content is stored under its hash. */
    public record Deployed(UUID taskId, String tenantId, String projectId, String contentHash, Instant at) {}

    static OutgoingMessage created(Task task) {
        return message(
                "created",
                task,
                new Created(
                        task.id(), task.tenantId(), task.projectId(), task.name(), task.createdBy(), task.createdAt()));
    }

    public static OutgoingMessage stateChanged(Task from, Task to, String why, String by) {
        return message(
                "state_changed",
                to,
                new StateChanged(
                        to.id(),
                        to.tenantId(),
                        to.projectId(),
                        from.state().wire(),
                        to.state().wire(),
                        why,
                        by,
                        to.version(),
                        to.updatedAt()));
    }

    public static OutgoingMessage deployed(Task task, String contentHash) {
        return message(
                "deployed",
                task,
                new Deployed(task.id(), task.tenantId(), task.projectId(), contentHash, task.updatedAt()));
    }

    private static OutgoingMessage message(String verb, Task task, Object payload) {
        return new OutgoingMessage(
                "event.orchestrator.task." + verb, "orchestrator.task." + verb, 1, task.tenantId(), payload);
    }
}
