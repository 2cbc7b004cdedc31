package io.golden.budget.reservation;

import io.golden.budget.Scope;
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

    /** @param scope whose limit refused, the tightest where several do */
    record Insufficient(long available, Scope scope) implements ReserveOutcome {}

    /** The same request id stood for something else. */
    record OtherPayload() implements ReserveOutcome {}
}
