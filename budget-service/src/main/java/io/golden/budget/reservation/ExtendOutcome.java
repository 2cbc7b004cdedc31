package io.golden.budget.reservation;

import java.time.Instant;

/** What became of an extension. */
sealed interface ExtendOutcome {
    record Extended(String tenantId, String projectId, long allocated, long available, Instant expiresAt)
            implements ExtendOutcome {}

    record Insufficient(String tenantId, String projectId, long available) implements ExtendOutcome {}

    record Unknown() implements ExtendOutcome {}

    record NotHolder() implements ExtendOutcome {}

    /** It is not held any more. */
    record Closed() implements ExtendOutcome {}
}
