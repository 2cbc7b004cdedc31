package io.golden.budget.limit;

import io.golden.budget.Scope;
import io.golden.commons.page.Cursor;
import java.time.Instant;
import java.util.Optional;

/**
 * A limit and what counts against it now: in its own period, without what has expired.
 *
 * @param place where it stands in a list
 * @param resetsAt when its period ends; never for a lifetime
 */
record Limit(
        Cursor place,
        String tenantId,
        Scope scope,
        Period period,
        String timezone,
        boolean soft,
        long totalLimit,
        long used,
        long reserved,
        Optional<Instant> resetsAt) {

    /** The limit that a project gets with its first request, over what was spent there before. */
    static Limit byDefault(String tenantId, String projectId, long totalLimit, Spent spent) {
        return new Limit(
                new Cursor(Instant.EPOCH, "0"),
                tenantId,
                Scope.ofProject(projectId),
                Period.LIFETIME,
                "UTC",
                false,
                totalLimit,
                spent.used(),
                spent.reserved(),
                Optional.empty());
    }

    /** What the ledger says of a project, without what has expired. */
    record Spent(long used, long reserved) {}

    long available() {
        return Math.max(0, totalLimit - used - reserved);
    }
}
