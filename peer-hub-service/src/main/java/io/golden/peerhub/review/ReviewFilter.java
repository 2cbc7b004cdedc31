package io.golden.peerhub.review;

import io.golden.commons.caller.Tenants;
import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import io.golden.commons.page.Cursor;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Which sessions a list shows. */
record ReviewFilter(Tenants tenants, Optional<String> status, Optional<UUID> taskId) {
    private static final List<String> STATUSES = List.of("pending", "passed", "rejected", "expired", "cancelled");

    /** From the query parameters; 400 when one is none. */
    static ReviewFilter of(Tenants tenants, Optional<String> status, Optional<String> taskId) {
        if (status.isPresent() && !STATUSES.contains(status.get())) {
            throw ApiException.of(ErrorCode.INVALID_REQUEST, "status: must be one of " + String.join(", ", STATUSES));
        }
        return new ReviewFilter(tenants, status, taskId.map(text -> uuid(text, "task_id: must be a UUID")));
    }

    /** The id in a cursor that this list gave out. */
    static UUID idOf(Cursor cursor) {
        return uuid(cursor.id(), "cursor: is not one that this service gave out");
    }

    private static UUID uuid(String text, String otherwise) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw ApiException.of(ErrorCode.INVALID_REQUEST, otherwise);
        }
    }
}
