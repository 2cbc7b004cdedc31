package io.golden.budget.ledger;

import io.golden.commons.page.Cursor;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A row of the ledger. */
record Entry(
        long id,
        String tenantId,
        String projectId,
        String taskId,
        Optional<UUID> reservationId,
        String requestId,
        long amount,
        String type,
        String purpose,
        String model,
        String agentId,
        Instant timestamp) {

    Cursor place() {
        return new Cursor(timestamp, Long.toString(id));
    }
}
