package io.golden.orchestrator.task;

import io.golden.commons.correlation.Correlation;
import io.golden.orchestrator.step.RequestedStep;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A task as its row says.
 *
 * @param priority 1 (first) to 5
 * @param tokenBudget what its steps together may use, in tokens
 * @param requestedSteps what the request wants; empty: planned from the description
 * @param version grows with every change that a decision could depend on
 * @param correlation of the request that created it; everything done for it later carries it
 * @param stateSince when it came into its state
 */
public record Task(
        UUID id,
        String tenantId,
        String projectId,
        String name,
        String description,
        TaskState state,
        Instant stateSince,
        int priority,
        List<String> labels,
        JsonObject metadata,
        Optional<Long> tokenBudget,
        List<RequestedStep> requestedSteps,
        long version,
        Optional<String> failure,
        Optional<UUID> retryOf,
        String createdBy,
        Correlation correlation,
        Instant createdAt,
        Instant updatedAt,
        Optional<Instant> completedAt) {

    public boolean labelled(String label) {
        return labels.contains(label);
    }

    /** Whether the content is not only stored, but handed to a deployer. */
    public boolean wantsDeployer() {
        return Boolean.TRUE.equals(metadata.getValue("deploy"));
    }

    /** The model that the budget is booked under. */
    public String model() {
        return metadata.getValue("model") instanceof String model && !model.isBlank() ? model : "default";
    }
}
