package io.golden.peerhub.review;

import io.golden.commons.caller.Caller;
import io.golden.peerhub.quorum.Verdict;
import io.golden.peerhub.quorum.Voter;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Takes a vote from either channel, under the lock of its session, and decides the session when that tips it. */
@ApplicationScoped
class Voting {
    private final Sessions sessions;
    private final Votes votes;
    private final Closing closing;

    Voting(Sessions sessions, Votes votes, Closing closing) {
        this.sessions = sessions;
        this.votes = votes;
        this.closing = closing;
    }

    Uni<VoteOutcome> cast(SqlConnection tx, UUID sessionId, Caller caller, Vote vote) {
        return sessions.lock(tx, sessionId, caller.tenants())
                .chain(found -> found.map(session -> castIn(tx, session, caller, vote))
                        .orElseGet(() -> Uni.createFrom().item(new VoteOutcome.UnknownSession())));
    }

    private Uni<VoteOutcome> castIn(SqlConnection tx, Session session, Caller caller, Vote vote) {
        var named = session.rules().voter(caller.subject());
        var refusal = refusal(session, named, caller, vote);
        if (refusal.isPresent()) {
            return Uni.createFrom().item(refusal.get());
        }
        var voter = named.orElseThrow();
        if (!session.pending()) {
            return keepLate(tx, session, voter, vote, session.status());
        }
        if (session.due()) {
            // The sweeper is about to come by; a vote after the deadline does not count because it was quicker.
            return closing.closeDue(tx, List.of(session))
                    .chain(closed -> keepLate(
                            tx,
                            session,
                            voter,
                            vote,
                            closed.getFirst().decision().verdict().status()));
        }
        return votes.put(tx, session.id(), voter, vote, true)
                .chain(() -> votes.of(tx, List.of(session.id())))
                .chain(all -> decide(tx, session, all, caller));
    }

    private static Optional<VoteOutcome> refusal(Session session, Optional<Voter> named, Caller caller, Vote vote) {
        if (named.isEmpty()) {
            return Optional.of(new VoteOutcome.NotAVoter("is not among the voters of this session"));
        }
        // An agent votes as what its account says it is; people, who hold no agent roles, as what the session says.
        if (caller.role().equals("agent")
                && !caller.agentRoles().contains(named.get().role())) {
            return Optional.of(
                    new VoteOutcome.NotAVoter("may not vote as " + named.get().role()));
        }
        return vote.contentHash().equals(session.contentHash())
                ? Optional.empty()
                : Optional.of(new VoteOutcome.OtherContent(session.contentHash()));
    }

    private Uni<VoteOutcome> keepLate(SqlConnection tx, Session session, Voter voter, Vote vote, String status) {
        return votes.put(tx, session.id(), voter, vote, false).replaceWith(new VoteOutcome.Late(status));
    }

    private Uni<VoteOutcome> decide(SqlConnection tx, Session session, List<StoredVote> counted, Caller caller) {
        var decision = Decision.now(session, counted, Actor.of(caller));
        var outcome = new VoteOutcome.Counted(decision.verdict());
        return decision.verdict() instanceof Verdict.Open
                ? Uni.createFrom().item(outcome)
                : closing.close(tx, List.of(decision)).replaceWith(outcome);
    }
}
