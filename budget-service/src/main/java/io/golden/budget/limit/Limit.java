package io.golden.budget.limit;

import io.golden.commons.page.Cursor;
import java.time.Instant;
import java.util.Optional;

/**
 * A limit and what counts against it now: what has expired is no longer reserved.
 *
 * @param place where it stands in a list
 * @param resetsAt when its period ends; never for {@code lifetime}
 */
record Limit(
        Cursor place,
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
        return new Limit(
                new Cursor(Instant.EPOCH, "0"),
                tenantId,
                projectId,
                "*",
                "*",
                "lifetime",
                "UTC",
                false,
                totalLimit,
                0,
                0,
                Optional.empty());
    }

    boolean isOfProject(String project) {
        return projectId.equals(project) && agentId.equals("*") && model.equals("*");
    }

    long available() {
        return Math.max(0, totalLimit - used - reserved);
    }
}
