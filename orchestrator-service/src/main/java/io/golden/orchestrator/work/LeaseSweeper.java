package io.golden.orchestrator.work;

import io.golden.commons.correlation.Correlation;
import io.golden.data.background.BackgroundLoop;
import io.golden.data.background.BackgroundWork;
import io.golden.data.sql.Transactions;
import io.golden.orchestrator.advance.Advancer;
import io.golden.orchestrator.advance.Limits;
import io.golden.orchestrator.budget.Settler;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.UUID;

/** Takes back what agents lost, and wakes those who wait for work that no wake-up told them of. Any replica may. */
@ApplicationScoped
class LeaseSweeper {
    private static final int BATCH = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Transactions transactions;
    private final LeaseRows leases;
    private final StepResults results;
    private final WorkSignals signals;
    private final Advancer advancer;
    private final Settler settler;
    private final BackgroundWork background;
    private final Limits limits;
    private BackgroundLoop loop;

    LeaseSweeper(
            Transactions transactions,
            LeaseRows leases,
            StepResults results,
            WorkSignals signals,
            Advancer advancer,
            Settler settler,
            BackgroundWork background,
            Limits limits) {
        this.transactions = transactions;
        this.leases = leases;
        this.results = results;
        this.signals = signals;
        this.advancer = advancer;
        this.settler = settler;
        this.background = background;
        this.limits = limits;
    }

    void start(@Observes StartupEvent event) {
        loop = BackgroundLoop.start("lease-sweeper", limits.sweepInterval(), this::round);
    }

    void stop(@Observes ShutdownEvent event) {
        loop.close();
    }

    private void round() {
        var expired = background.await(
                Correlation.fresh(),
                PATIENCE,
                () -> transactions.run(
                        tx -> leases.shorten(tx, limits.stepLease()).chain(() -> leases.expired(tx, BATCH))));
        expired.forEach(this::expire);
        var awaited = signals.awaited();
        if (!awaited.isEmpty()) {
            background
                    .await(
                            Correlation.fresh(),
                            PATIENCE,
                            () -> transactions.run(tx -> leases.rolesWithWork(tx, awaited)))
                    .forEach(signals::wakeOne);
        }
    }

    private void expire(UUID stepId) {
        var outcome = background.await(
                Correlation.fresh(), PATIENCE, () -> transactions.run(tx -> results.expire(tx, stepId)));
        if (outcome instanceof ResultOutcome.Taken taken) {
            advancer.wake(taken.taskId());
            settler.wake();
        }
    }
}
