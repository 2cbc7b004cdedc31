package io.golden.peerhub.review;

import io.golden.commons.wire.ReviewDecided;
import io.golden.peerhub.quorum.Ballot;
import io.golden.peerhub.quorum.Explainer;
import io.golden.peerhub.quorum.Explanation;
import io.golden.peerhub.quorum.Opinion;
import io.golden.peerhub.quorum.Score;
import io.golden.peerhub.quorum.Verdict;
import java.time.Instant;
import java.util.List;

/**
 * How a session is about to end, and by whose act.
 *
 * @param counted the counted votes at that moment
 */
record Decision(Session session, Verdict verdict, List<StoredVote> counted, Actor actor) {
    /** The decision of the deadline, by the votes that came before it. */
    static Decision atDeadline(Session session, List<StoredVote> counted) {
        return new Decision(session, session.rules().judgeAtDeadline(ballots(counted)), counted, Actor.SYSTEM);
    }

    /** What the votes amount to now, open perhaps. */
    static Decision now(Session session, List<StoredVote> counted, Actor actor) {
        return new Decision(session, session.rules().judge(ballots(counted)), counted, actor);
    }

    static Decision cancelled(Session session, List<StoredVote> counted, Actor actor) {
        return new Decision(session, new Verdict.Cancelled(), counted, actor);
    }

    Score score() {
        return session.rules().tally(ballots(counted)).score();
    }

    Explanation explanation() {
        return new Explainer(session.id(), session.rules(), opinions()).of(verdict);
    }

    /** The wire's account of it. */
    ReviewDecided told(Instant decidedAt) {
        return new ReviewDecided(
                session.id(),
                session.taskId(),
                session.tenantId(),
                session.contentHash(),
                verdict.status(),
                score().value(),
                session.quorum().value(),
                decidedAt,
                counted.stream()
                        .map(v -> new ReviewDecided.Vote(
                                v.agentId(), v.agentRole(), v.choice().wire(), true))
                        .toList());
    }

    private List<Opinion> opinions() {
        return counted.stream().map(StoredVote::opinion).toList();
    }

    private static List<Ballot> ballots(List<StoredVote> counted) {
        return counted.stream().map(v -> v.opinion().ballot()).toList();
    }
}
