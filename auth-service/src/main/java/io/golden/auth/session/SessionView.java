package io.golden.auth.session;

import io.golden.commons.page.Cursor;
import java.time.Instant;
import java.util.UUID;

/**
 * A login that goes on, as its owner sees it.
 *
 * @param lastActivity when it was opened or last refreshed
 * @param current whether the request itself belongs to it
 */
record SessionView(
        UUID id,
        UUID userId,
        String ipAddress,
        String userAgent,
        Instant createdAt,
        Instant lastActivity,
        Instant expiresAt,
        boolean current) {
    Cursor place() {
        return new Cursor(createdAt, id.toString());
    }
}
