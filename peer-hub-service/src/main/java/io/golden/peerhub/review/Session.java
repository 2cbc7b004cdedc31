package io.golden.peerhub.review;

import io.golden.peerhub.quorum.Rules;
import io.golden.peerhub.quorum.Score;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A review session as its row says.
 *
 * @param score what the counted votes added up to; empty while pending
 * @param due whether its deadline had passed, by the database's clock, when the row was read
 */
record Session(
        UUID id,
        UUID taskId,
        String tenantId,
        String initiator,
        String contentHash,
        String summary,
        Score quorum,
        Policy policy,
        String status,
        Optional<Score> score,
        Instant createdAt,
        Instant deadline,
        Optional<Instant> completedAt,
        boolean due) {

    Rules rules() {
        return policy.rules(quorum);
    }

    boolean pending() {
        return status.equals("pending");
    }

    /** Whether the votes may be shown now: after the decision, or at any time when they were never sealed. */
    boolean votesAreOpen() {
        return !pending() || !policy.sealed();
    }
}
