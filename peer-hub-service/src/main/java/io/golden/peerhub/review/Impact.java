package io.golden.peerhub.review;

import io.golden.peerhub.quorum.Pivot;
import io.golden.peerhub.quorum.Voter;
import java.util.List;
import java.util.UUID;

/**
 * What one voter could still do.
 *
 * @param sealed whether the votes are hidden; then the outcomes are, too: they would tell how the others voted
 * @param outcomes what each vote would lead to now; empty once the session is decided
 */
record Impact(
        UUID sessionId,
        String agentId,
        String role,
        int weight,
        String status,
        boolean sealed,
        List<Pivot.Prospect> outcomes) {

    static Impact of(Session session, Voter voter, List<StoredVote> votes) {
        var ballots = votes.stream()
                .filter(StoredVote::counted)
                .map(v -> v.opinion().ballot())
                .toList();
        return new Impact(
                session.id(),
                voter.agentId(),
                voter.role(),
                voter.weight(),
                session.status(),
                !session.votesAreOpen(),
                session.pending() && session.votesAreOpen()
                        ? Pivot.prospects(session.rules(), ballots, voter)
                        : List.of());
    }
}
