package io.golden.peerhub.review;

import io.golden.commons.caller.Caller;
import io.golden.commons.page.Page;
import io.golden.commons.wire.ReviewRequested;
import io.golden.data.audit.Audit;
import io.golden.data.audit.AuditEntry;
import io.golden.data.idempotency.IdempotencyKeys;
import io.golden.data.idempotency.IdempotencyKeys.Once;
import io.golden.data.outbox.Outbox;
import io.golden.data.outbox.OutgoingMessage;
import io.golden.data.sql.Transactions;
import io.golden.peerhub.quorum.Explainer;
import io.golden.peerhub.quorum.Explanation;
import io.golden.peerhub.review.Sessions.NewSession;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The use cases of reviews, each in its one transaction. */
@ApplicationScoped
class Reviews {
    private final Transactions transactions;
    private final Sessions sessions;
    private final Votes votes;
    private final Voting voting;
    private final Closing closing;
    private final IdempotencyKeys idempotency;
    private final Outbox outbox;
    private final Audit audit;

    Reviews(
            Transactions transactions,
            Sessions sessions,
            Votes votes,
            Voting voting,
            Closing closing,
            IdempotencyKeys idempotency,
            Outbox outbox,
            Audit audit) {
        this.transactions = transactions;
        this.sessions = sessions;
        this.votes = votes;
        this.voting = voting;
        this.closing = closing;
        this.idempotency = idempotency;
        this.outbox = outbox;
        this.audit = audit;
    }

    Uni<Once<ReviewView>> open(Caller caller, Optional<String> key, OpenReview request) {
        var session = Opening.of(request, caller);
        return transactions.run(tx -> idempotency.once(
                tx, key, caller, "POST /reviews", request, ReviewView.class, () -> insert(tx, caller, session)));
    }

    private Uni<ReviewView> insert(SqlConnection tx, Caller caller, NewSession opened) {
        return sessions.insert(tx, opened)
                .call(session -> outbox.append(tx, call(session)))
                .call(session -> audit.append(tx, opened(session, caller)))
                .map(ReviewView::of);
    }

    private static OutgoingMessage call(Session session) {
        var voters = session.policy().voters().stream()
                .map(v -> new ReviewRequested.Voter(v.agentId(), v.role()))
                .toList();
        var request = new ReviewRequested(
                session.id(),
                session.taskId(),
                session.tenantId(),
                session.contentHash(),
                session.summary(),
                session.quorum().value(),
                session.deadline(),
                voters);
        return new OutgoingMessage(
                "prc." + session.id() + ".request", "review.requested", 1, session.tenantId(), request);
    }

    private static AuditEntry opened(Session session, Caller caller) {
        return new AuditEntry(
                caller.subject(),
                caller.role(),
                "review.create",
                "review",
                session.id().toString(),
                Map.of(
                        "task_id",
                        session.taskId(),
                        "content_hash",
                        session.contentHash(),
                        "tenant_id",
                        session.tenantId()));
    }

    Uni<ReviewList> list(ReviewFilter filter, Page page) {
        return transactions.run(tx -> sessions.list(tx, filter, page)
                .chain(found -> page.count()
                        ? sessions.count(tx, filter).map(total -> new ReviewList(found, Optional.of(total)))
                        : Uni.createFrom().item(new ReviewList(found, Optional.empty()))));
    }

    /** A page of sessions, and how many there are in all when that was asked for. */
    record ReviewList(List<Session> sessions, Optional<Long> total) {}

    Uni<Optional<ReviewView>> find(Caller caller, UUID id) {
        return withVotes(
                caller,
                id,
                (tx, session, all) -> sessions.content(tx, id).map(content -> ReviewView.of(session, content, all)));
    }

    Uni<Optional<Explanation>> explain(Caller caller, UUID id) {
        return withVotes(caller, id, (tx, session, all) -> Uni.createFrom().item(explanation(session, all)));
    }

    private static Explanation explanation(Session session, List<StoredVote> all) {
        var opinions = all.stream()
                .filter(StoredVote::counted)
                .map(StoredVote::opinion)
                .toList();
        var rules = session.rules();
        var explainer = new Explainer(session.id(), rules, opinions);
        if (!session.votesAreOpen()) {
            return explainer.sealed();
        }
        var ballots = opinions.stream().map(o -> o.ballot()).toList();
        return explainer.of(rules.verdictOf(session.status(), ballots));
    }

    Uni<Optional<Impact>> impact(Caller caller, UUID id, String agentId) {
        return withVotes(
                        caller,
                        id,
                        (tx, session, all) -> Uni.createFrom()
                                .item(session.rules().voter(agentId).map(v -> Impact.of(session, v, all))))
                .map(found -> found.flatMap(impact -> impact));
    }

    private <T> Uni<Optional<T>> withVotes(Caller caller, UUID id, Reading<T> reading) {
        return transactions.run(tx -> sessions.find(tx, id, caller.tenants()).chain(found -> {
            if (found.isEmpty()) {
                return Uni.createFrom().item(Optional.empty());
            }
            return votes.of(tx, List.of(id))
                    .chain(all -> reading.read(tx, found.get(), all))
                    .map(Optional::of);
        }));
    }

    /** What is made of a session and its votes, in the transaction that read them. */
    private interface Reading<T> {
        Uni<T> read(SqlConnection tx, Session session, List<StoredVote> votes);
    }

    Uni<VoteOutcome> vote(Caller caller, UUID id, Vote vote) {
        return transactions.run(tx -> voting.cast(tx, id, caller, vote));
    }

    Uni<CancelOutcome> cancel(Caller caller, UUID id) {
        return transactions.run(tx -> sessions.lock(tx, id, caller.tenants()).chain(found -> {
            if (found.isEmpty()) {
                return Uni.createFrom().item(new CancelOutcome.UnknownSession());
            }
            var session = found.get();
            if (!session.pending()) {
                return Uni.createFrom().item(new CancelOutcome.AlreadyDecided(session.status()));
            }
            if (session.due()) {
                return closing.closeDue(tx, List.of(session))
                        .map(closed -> new CancelOutcome.AlreadyDecided(
                                closed.getFirst().decision().verdict().status()));
            }
            return votes.of(tx, List.of(id))
                    .map(counted -> Decision.cancelled(session, counted, Actor.of(caller)))
                    .chain(decision -> closing.close(tx, List.of(decision)))
                    .chain(() -> sessions.find(tx, id, caller.tenants()))
                    .map(cancelled -> new CancelOutcome.Cancelled(cancelled.orElseThrow()));
        }));
    }
}
