package io.golden.peerhub.review;

import io.golden.peerhub.quorum.Ballot;
import io.golden.peerhub.quorum.Choice;
import io.golden.peerhub.quorum.Opinion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A row of {@code peer_votes}. */
record StoredVote(
        UUID sessionId,
        String agentId,
        String agentRole,
        Choice choice,
        Optional<Double> confidence,
        String reasoning,
        List<String> concerns,
        int weight,
        boolean counted,
        Instant votedAt) {

    Opinion opinion() {
        return new Opinion(new Ballot(agentId, choice, concerns), confidence, reasoning);
    }
}
