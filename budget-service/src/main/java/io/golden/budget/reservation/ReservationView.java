package io.golden.budget.reservation;

import io.golden.commons.page.Cursor;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A reservation as a list shows it.
 *
 * @param status {@code held committed released expired}; what has expired is shown so before it is closed
 */
record ReservationView(
        UUID reservationId,
        String tenantId,
        String projectId,
        String taskId,
        String model,
        String agentId,
        String purpose,
        String requestId,
        String holder,
        long tokens,
        String status,
        Optional<Long> actualTokens,
        Instant createdAt,
        Instant expiresAt,
        Optional<Instant> closedAt) {

    Cursor place() {
        return new Cursor(createdAt, reservationId.toString());
    }
}
