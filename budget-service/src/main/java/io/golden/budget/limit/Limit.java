package io.golden.budget.limit;

import java.time.Instant;
import java.util.Optional;

/**
 * A limit and what counts against it now: what has expired is no longer reserved.
 *
 * @param resetsAt when its period ends; never for {@code lifetime}
 */
record Limit(
        String tenantId,
        String projectId,
        String agentId,
        String model,
        String period,
        String timezone,
        boolean soft,
        long totalLimit,
        long used,
        long reserved,
        Optional<Instant> resetsAt) {

    /** The limit that a project gets with its first request. */
    static Limit byDefault(String tenantId, String projectId, long totalLimit) {
        return new Limit(tenantId, projectId, "*", "*", "lifetime", "UTC", false, totalLimit, 0, 0, Optional.empty());
    }

    boolean isOfProject(String project) {
        return projectId.equals(project) && agentId.equals("*") && model.equals("*");
    }

    long available() {
        return Math.max(0, totalLimit - used - reserved);
    }
}
