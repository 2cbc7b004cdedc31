package io.golden.budget.reservation;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;

/**
 * {@code event.budget.reservation.overdrawn}: more was spent than was reserved, or after the reservation had expired.
 * It is booked all the same.
 */
@RegisterForReflection
record ReservationOverdrawn(
        UUID reservationId,
        String tenantId,
        String projectId,
        long actualTokens,
        boolean overdraft,
        boolean late,
        String committedBy) {
    static final String TYPE = "budget.reservation.overdrawn";
    static final String SUBJECT = "event." + TYPE;
}
