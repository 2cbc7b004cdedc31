package io.golden.budget.reservation;

import java.time.Instant;
import java.util.UUID;

record ReserveResponse(
        boolean approved,
        UUID reservationId,
        long allocated,
        String reason,
        String requestId,
        Instant expiresAt,
        long available) {

    static ReserveResponse of(Reservation asked, ReserveOutcome.Approved outcome) {
        return new ReserveResponse(
                true,
                outcome.reservationId(),
                outcome.allocated(),
                "approved",
                asked.requestId(),
                outcome.expiresAt(),
                outcome.available());
    }
}
