package io.golden.orchestrator.budget;

import io.golden.commons.correlation.Correlation;
import io.golden.data.background.BackgroundLoop;
import io.golden.data.background.BackgroundWork;
import io.golden.data.sql.Transactions;
import io.golden.orchestrator.advance.Limits;
import io.golden.orchestrator.budget.BudgetClient.Reserved;
import io.golden.orchestrator.budget.BudgetClient.Settled;
import io.golden.orchestrator.budget.ReservationRows.Unsettled;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/**
 * Tells budget-service what became of each reservation, until it has answered. Any number of replicas run it; a commit or
 * release told twice is told once.
 */
@ApplicationScoped
public class Settler {
    private static final Logger LOG = Logger.getLogger(Settler.class);
    private static final int BATCH = 32;
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(25);
    private static final long LONGEST_PAUSE_MILLIS = 10_000;

    private final Transactions transactions;
    private final ReservationRows rows;
    private final BudgetClient budget;
    private final BackgroundWork background;
    private final Limits limits;
    private BackgroundLoop loop;

    Settler(
            Transactions transactions,
            ReservationRows rows,
            BudgetClient budget,
            BackgroundWork background,
            Limits limits) {
        this.transactions = transactions;
        this.rows = rows;
        this.budget = budget;
        this.background = background;
        this.limits = limits;
    }

    void start(@Observes StartupEvent event) {
        loop = BackgroundLoop.start("settler", limits.sweepInterval(), this::round);
    }

    void stop(@Observes ShutdownEvent event) {
        loop.close();
    }

    /** There is something to settle; call it after the commit. */
    public void wake() {
        loop.wake();
    }

    private void round() {
        int taken;
        do {
            taken = background.await(Correlation.fresh(), PATIENCE, this::batch);
        } while (taken == BATCH);
    }

    private Uni<Integer> batch() {
        return transactions.run(tx -> rows.take(tx, BATCH, LEASE)).flatMap(this::settleAll);
    }

    private Uni<Integer> settleAll(List<Unsettled> reservations) {
        if (reservations.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        var each = reservations.stream()
                .map(r -> settle(r).onFailure().recoverWithUni(failure -> later(r, failure)))
                .toList();
        return Uni.join().all(each).andCollectFailures().replaceWith(reservations.size());
    }

    private Uni<Void> settle(Unsettled reservation) {
        return reservation.reservationId().map(id -> settle(reservation, id)).orElseGet(() -> findOut(reservation));
    }

    private Uni<Void> settle(Unsettled reservation, String id) {
        var told = reservation
                .tokensUsed()
                .map(used -> budget.commit(reservation.tenantId(), reservation.projectId(), id, used))
                .orElseGet(() -> budget.release(reservation.tenantId(), reservation.projectId(), id));
        return told.flatMap(answer -> transactions.run(tx -> switch (answer) {
            case Settled.Done() -> rows.settled(tx, reservation, id);
            case Settled.Disputed(var problem) -> {
                LOG.errorf("Reservation %s cannot be settled: %s", reservation.requestId(), problem);
                yield rows.disputed(tx, reservation, problem);
            }
        }));
    }

    /** Whether the request ever reached budget-service is not known: asking again under its key tells its reservation. */
    private Uni<Void> findOut(Unsettled reservation) {
        var wanted = new BudgetClient.Wanted(
                reservation.requestId(),
                reservation.tenantId(),
                reservation.projectId(),
                reservation.taskId(),
                reservation.model(),
                reservation.tokens());
        return budget.reserve(wanted).flatMap(answer -> switch (answer) {
            case Reserved.Approved(var id) -> settle(reservation, id);
            case Reserved.Refused _ -> transactions.run(tx -> rows.settled(tx, reservation, ""));
        });
    }

    private Uni<Void> later(Unsettled reservation, Throwable failure) {
        LOG.debugf(failure, "Reservation %s is not settled yet", reservation.requestId());
        long most = Math.min(LONGEST_PAUSE_MILLIS, 250L << Math.min(reservation.tries(), 10));
        var wait = Duration.ofMillis(most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1));
        return transactions.run(tx -> rows.retryAfter(tx, reservation, wait));
    }
}
