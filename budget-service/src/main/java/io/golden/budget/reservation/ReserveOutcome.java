package io.golden.budget.reservation;

import java.time.Instant;
import java.util.UUID;

/** What became of a request for tokens. */
sealed interface ReserveOutcome {
    /**
     * The tokens are held.
     *
     * @param replayed whether this is the answer to an earlier request of the same id
     */
    record Approved(UUID reservationId, long allocated, long available, Instant expiresAt, boolean replayed)
            implements ReserveOutcome {}

    record Insufficient(long available) implements ReserveOutcome {}

    /** The same request id stood for something else. */
    record OtherPayload() implements ReserveOutcome {}
}
