package io.golden.budget.reservation;

import io.golden.budget.BudgetConfig;
import io.golden.commons.caller.Caller;
import io.golden.commons.error.ApiException;
import io.golden.data.audit.Audit;
import io.golden.data.audit.AuditEntry;
import io.golden.data.outbox.Outbox;
import io.golden.data.outbox.OutgoingMessage;
import io.golden.data.sql.DatabaseFailures;
import io.golden.data.sql.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One method per verb. */
@Singleton
final class Reservations {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final String TAKEN_MEANWHILE = "40001";
    private static final int MOST_RETRIES = 3;

    private final Pool pool;
    private final Transactions transactions;
    private final ReservationRepository repository;
    private final Outbox outbox;
    private final Audit audit;
    private final BudgetMetrics metrics;
    private final long defaultLimit;

    Reservations(
            Pool pool,
            Transactions transactions,
            ReservationRepository repository,
            Outbox outbox,
            Audit audit,
            BudgetMetrics metrics,
            BudgetConfig config) {
        this.pool = pool;
        this.transactions = transactions;
        this.repository = repository;
        this.outbox = outbox;
        this.audit = audit;
        this.metrics = metrics;
        this.defaultLimit = config.defaultLimit();
    }

    /** One statement that commits itself: the account is locked for no round trip longer than needed. */
    Uni<ReserveOutcome> reserve(Reservation asked) {
        return repository
                .reserve(pool, List.of(asked), defaultLimit)
                .onFailure(Reservations::takenMeanwhile)
                .retry()
                .atMost(MOST_RETRIES)
                .onFailure(DatabaseFailures::isPassing)
                .transform(_ -> ApiException.unavailable("The database is not available", RETRY_AFTER))
                .map(List::getFirst)
                .invoke(metrics::reserved)
                .onFailure()
                .invoke(metrics::reserveFailed);
    }

    Uni<CommitOutcome> commit(Commit commit) {
        return transactions
                .run(tx -> repository
                        .commit(tx, List.of(commit))
                        .map(List::getFirst)
                        .call(outcome -> outcome instanceof CommitOutcome.Committed done && !done.replayed()
                                ? tell(tx, commit, done)
                                : Uni.createFrom().voidItem()))
                .invoke(outcome -> {
                    if (outcome instanceof CommitOutcome.Committed done && !done.replayed()) {
                        metrics.committed();
                    }
                });
    }

    Uni<ReleaseOutcome> release(Target target) {
        return transactions
                .run(tx -> repository
                        .release(tx, List.of(target))
                        .map(List::getFirst)
                        .call(outcome -> outcome instanceof ReleaseOutcome.Released done && !done.replayed()
                                ? audit.append(tx, entry("budget.release", target, Map.of("tokens", done.tokens())))
                                : Uni.createFrom().voidItem()))
                .invoke(outcome -> {
                    if (outcome instanceof ReleaseOutcome.Released done && !done.replayed()) {
                        metrics.released();
                    }
                });
    }

    Uni<ExtendOutcome> extend(ExtendRequest request, Caller caller) {
        return transactions.run(
                tx -> repository.extend(tx, request, caller.tenants().filter(), Spender.of(caller)));
    }

    private Uni<Void> tell(SqlConnection tx, Commit commit, CommitOutcome.Committed done) {
        var details = Map.<String, Object>of(
                "tokens", done.tokens(),
                "returned", done.returned(),
                "overdraft", done.overdraft(),
                "late", done.late());
        var recorded = audit.append(tx, entry("budget.commit", commit.target(), details));
        return done.overdraft() || done.late()
                ? recorded.chain(() -> outbox.append(tx, overdrawn(commit.target(), done)))
                        .replaceWithVoid()
                : recorded;
    }

    private static OutgoingMessage overdrawn(Target target, CommitOutcome.Committed done) {
        var event = new ReservationOverdrawn(
                target.reservationId(),
                target.tenantId(),
                target.projectId(),
                done.tokens(),
                done.overdraft(),
                done.late(),
                target.spender().subject());
        return new OutgoingMessage(
                ReservationOverdrawn.SUBJECT, ReservationOverdrawn.TYPE, 1, target.tenantId(), event);
    }

    private static AuditEntry entry(String action, Target target, Map<String, Object> what) {
        var details = new HashMap<>(what);
        details.put("tenant_id", target.tenantId());
        details.put("project_id", target.projectId());
        return new AuditEntry(
                target.spender().subject(),
                target.spender().role(),
                action,
                "budget_reservation",
                target.reservationId().toString(),
                details);
    }

    private static boolean takenMeanwhile(Throwable failure) {
        return failure instanceof PgException pg && TAKEN_MEANWHILE.equals(pg.getSqlState());
    }
}
