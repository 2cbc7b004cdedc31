package io.golden.peerhub.review;

import io.golden.data.audit.Audit;
import io.golden.data.audit.AuditEntry;
import io.golden.data.outbox.Outbox;
import io.golden.data.outbox.OutgoingMessage;
import io.golden.peerhub.quorum.Verdict;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Ends sessions. Vote, deadline and cancel may race on several replicas: the one UPDATE that finds a session pending
 * decides it, and only that one tells of it.
 */
@ApplicationScoped
class Closing {
    private final Outbox outbox;
    private final Audit audit;
    private final Escalations escalations;
    private final Votes votes;
    private final ConsensusTime consensusTime;

    Closing(Outbox outbox, Audit audit, Escalations escalations, Votes votes, ConsensusTime consensusTime) {
        this.outbox = outbox;
        this.audit = audit;
        this.escalations = escalations;
        this.votes = votes;
        this.consensusTime = consensusTime;
    }

    /** Closes those that are still pending; returns what was really decided, with its time. */
    Uni<List<Closed>> close(SqlConnection tx, List<Decision> decisions) {
        if (decisions.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return update(tx, decisions).call(closed -> tell(tx, closed)).invoke(consensusTime::record);
    }

    /** Closes locked sessions whose time is up, by the votes they have. */
    Uni<List<Closed>> closeDue(SqlConnection tx, List<Session> due) {
        if (due.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return votes.of(tx, due.stream().map(Session::id).toList()).chain(all -> {
            var bySession = all.stream().collect(Collectors.groupingBy(StoredVote::sessionId));
            var decisions = due.stream()
                    .map(s -> Decision.atDeadline(s, bySession.getOrDefault(s.id(), List.of())))
                    .toList();
            return close(tx, decisions);
        });
    }

    private static Uni<List<Closed>> update(SqlConnection tx, List<Decision> decisions) {
        var sql = """
                update peer_review_sessions s
                set status = d.status, consensus_score = d.score, completed_at = clock_timestamp()
                from unnest($1::uuid[], $2::text[], $3::numeric[]) as d (session_id, status, score)
                where s.session_id = d.session_id and s.completed_at is null
                returning s.session_id, s.completed_at
                """;
        var byId = new HashMap<UUID, Decision>();
        decisions.forEach(d -> byId.put(d.session().id(), d));
        return tx.preparedQuery(sql)
                .execute(Tuple.of(
                        decisions.stream().map(d -> d.session().id()).toArray(UUID[]::new),
                        decisions.stream().map(d -> d.verdict().status()).toArray(String[]::new),
                        decisions.stream().map(d -> d.score().decimal()).toArray(BigDecimal[]::new)))
                .map(rows -> {
                    var closed = new ArrayList<Closed>();
                    rows.forEach(row -> closed.add(new Closed(
                            byId.get(row.getUUID("session_id")),
                            row.getOffsetDateTime("completed_at").toInstant())));
                    return closed;
                });
    }

    private Uni<Void> tell(SqlConnection tx, List<Closed> closed) {
        if (closed.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var messages = new ArrayList<OutgoingMessage>();
        closed.forEach(c -> {
            messages.add(result(c));
            escalations.of(c.decision()).ifPresent(messages::add);
        });
        var entries = closed.stream().map(Closing::entry).toList();
        return outbox.appendAll(tx, messages).chain(() -> audit.appendAll(tx, entries));
    }

    private static OutgoingMessage result(Closed closed) {
        var session = closed.decision().session();
        var end = closed.decision().verdict() instanceof Verdict.Cancelled ? "cancelled" : "result";
        return new OutgoingMessage(
                "prc." + session.id() + "." + end,
                "review." + closed.decision().verdict().status(),
                1,
                session.tenantId(),
                closed.decision().told(closed.at()));
    }

    private static AuditEntry entry(Closed closed) {
        var decision = closed.decision();
        var cancelled = decision.verdict() instanceof Verdict.Cancelled;
        return new AuditEntry(
                decision.actor().userId(),
                decision.actor().role(),
                cancelled ? "review.cancel" : "review.decide",
                "review",
                decision.session().id().toString(),
                Map.of(
                        "status", decision.verdict().status(),
                        "consensus_score", decision.score().value(),
                        "quorum", decision.session().quorum().value(),
                        "votes", decision.counted().size()));
    }

    /** A session that this call decided. */
    record Closed(Decision decision, Instant at) {}
}
