package io.golden.supervisor.escalation;

import io.golden.commons.caller.Caller;
import io.golden.commons.ids.Ids;
import io.golden.commons.page.Page;
import io.golden.commons.wire.EscalationRaised;
import io.golden.commons.wire.EscalationResolved;
import io.golden.data.audit.Audit;
import io.golden.data.audit.AuditEntry;
import io.golden.data.idempotency.IdempotencyKeys;
import io.golden.data.idempotency.IdempotencyKeys.Once;
import io.golden.data.outbox.Outbox;
import io.golden.data.outbox.OutgoingMessage;
import io.golden.data.sql.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What can be done with escalations, each in one transaction. */
@ApplicationScoped
class Escalations {
    private final Pool pool;
    private final Transactions transactions;
    private final EscalationRows rows;
    private final IdempotencyKeys keys;
    private final Outbox outbox;
    private final Audit audit;
    private final EscalationMetrics metrics;

    Escalations(
            Pool pool,
            Transactions transactions,
            EscalationRows rows,
            IdempotencyKeys keys,
            Outbox outbox,
            Audit audit,
            EscalationMetrics metrics) {
        this.pool = pool;
        this.transactions = transactions;
        this.rows = rows;
        this.keys = keys;
        this.outbox = outbox;
        this.audit = audit;
        this.metrics = metrics;
    }

    /** One of somebody's own making. */
    Uni<Once<Escalation>> create(Caller caller, NewEscalation wish, Optional<String> key) {
        var tenant = caller.tenantOr(wish.tenant());
        var escalation = open(
                Ids.next(),
                Optional.ofNullable(wish.sessionId()),
                Optional.ofNullable(wish.taskId()),
                tenant,
                wish.reason(),
                wish.severityOrDefault(),
                wish.patternOrDefault(),
                wish.fixOrDefault(),
                wish.evidenceOrNone(),
                caller.subject());
        return transactions.run(tx -> keys.once(
                tx,
                key,
                caller,
                "POST /escalations",
                wish,
                Escalation.class,
                () -> rows.insert(tx, escalation)
                        .map(Optional::orElseThrow)
                        .call(made -> audit.append(
                                tx, entry(caller, "escalation.create", made.id(), Map.of("tenant_id", tenant))))));
    }

    /** One that a service raised; a repetition changes nothing. */
    Uni<Void> raised(SqlConnection tx, EscalationRaised raised) {
        var escalation = open(
                raised.escalationId(),
                raised.sessionId(),
                raised.taskId(),
                raised.tenantId(),
                raised.reason(),
                raised.severity(),
                raised.patternType(),
                raised.suggestedFix(),
                raised.evidence(),
                "system");
        return rows.insert(tx, escalation).replaceWithVoid();
    }

    Uni<List<Escalation>> list(Caller caller, Optional<Boolean> resolved, Page page) {
        return rows.list(pool, resolved, caller.tenants().filter(), page);
    }

    Uni<Long> count(Caller caller, Optional<Boolean> resolved) {
        return rows.count(pool, resolved, caller.tenants().filter());
    }

    Uni<Outcome> find(Caller caller, UUID id) {
        return transactions.run(tx -> rows.find(tx, id, caller.tenants().filter())
                .map(found -> found.<Outcome>map(Outcome.Done::new).orElseGet(Outcome.Unknown::new)));
    }

    /** Somebody looks at it. Acknowledging again is no change; the first one stays named. */
    Uni<Outcome> acknowledge(Caller caller, UUID id) {
        var tenants = caller.tenants().filter();
        return transactions.run(tx -> rows.acknowledge(tx, id, tenants, caller.subject())
                .chain(changed -> changed.isPresent()
                        ? audit.append(tx, entry(caller, "escalation.acknowledge", id, Map.of()))
                                .replaceWith((Outcome) new Outcome.Done(changed.get()))
                        : rows.find(tx, id, tenants)
                                .map(found -> found.map(e -> e.state().equals("resolved")
                                                ? new Outcome.AlreadyResolved(e)
                                                : new Outcome.Done(e))
                                        .orElseGet(Outcome.Unknown::new))));
    }

    /** The human's decision: stored, audited and told in one transaction. */
    Uni<Outcome> resolve(Caller caller, UUID id, Resolution resolution) {
        var tenants = caller.tenants().filter();
        var data =
                Map.of("decision", resolution.decision(), "note", resolution.note(), "data", resolution.dataOrNone());
        return transactions
                .run(tx -> rows.resolve(tx, id, tenants, caller.subject(), data)
                        .chain(changed -> changed.isPresent()
                                ? told(tx, caller, changed.get(), resolution)
                                        .replaceWith((Outcome) new Outcome.Done(changed.get()))
                                : rows.find(tx, id, tenants)
                                        .map(found -> found.<Outcome>map(Outcome.AlreadyResolved::new)
                                                .orElseGet(Outcome.Unknown::new))))
                .invoke(outcome -> {
                    if (outcome instanceof Outcome.Done(var escalation)) {
                        metrics.resolved(escalation);
                    }
                });
    }

    private Uni<Void> told(SqlConnection tx, Caller caller, Escalation e, Resolution resolution) {
        var message = new EscalationResolved(
                e.id(),
                e.sessionId(),
                e.taskId(),
                e.tenantId(),
                resolution.decision(),
                resolution.note(),
                resolution.dataOrNone(),
                caller.subject(),
                e.resolvedAt().orElse(Instant.EPOCH));
        return outbox.append(
                        tx,
                        new OutgoingMessage(
                                "event.supervisor.escalation.resolved",
                                "supervisor.escalation.resolved",
                                1,
                                e.tenantId(),
                                message))
                .chain(() -> audit.append(
                        tx,
                        entry(
                                caller,
                                "escalation.resolve",
                                e.id(),
                                Map.of(
                                        "decision",
                                        resolution.decision(),
                                        "note",
                                        resolution.note(),
                                        "tenant_id",
                                        e.tenantId()))));
    }

    private static AuditEntry entry(Caller caller, String action, UUID id, Map<String, Object> details) {
        return new AuditEntry(caller.subject(), caller.role(), action, "escalation", id.toString(), details);
    }

    private static Escalation open(
            UUID id,
            Optional<UUID> session,
            Optional<UUID> task,
            String tenant,
            String reason,
            String severity,
            String pattern,
            String fix,
            Map<String, Object> evidence,
            String by) {
        return new Escalation(
                id,
                session,
                task,
                tenant,
                reason,
                severity,
                pattern,
                fix,
                evidence,
                "open",
                by,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Instant.EPOCH);
    }
}
