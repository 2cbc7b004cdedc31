package io.golden.budget.reservation;

import io.golden.budget.Scope;
import java.time.Instant;

/** What became of an extension. */
sealed interface ExtendOutcome {
    record Extended(String tenantId, String projectId, long allocated, long available, Instant expiresAt)
            implements ExtendOutcome {}

    /** @param scope whose limit refused */
    record Insufficient(String tenantId, Scope scope, long available) implements ExtendOutcome {}

    record Unknown() implements ExtendOutcome {}

    record NotHolder() implements ExtendOutcome {}

    /** It is not held any more. */
    record Closed() implements ExtendOutcome {}

    /** The period it was made in has ended: it can have no more of its tokens. */
    record PeriodOver() implements ExtendOutcome {}
}
