package io.golden.budget.reservation;

import io.golden.budget.BudgetConfig;
import io.golden.commons.correlation.Correlation;
import io.golden.data.background.BackgroundLoop;
import io.golden.data.background.BackgroundWork;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Closes what has expired. Every replica sweeps; of two that meet, the second finds nothing left to do. */
@Singleton
final class Sweeper {
    private static final Logger LOG = Logger.getLogger(Sweeper.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Pool pool;
    private final ReservationRepository reservations;
    private final BackgroundWork background;
    private final BudgetConfig config;
    private volatile Optional<BackgroundLoop> loop = Optional.empty();

    Sweeper(Pool pool, ReservationRepository reservations, BackgroundWork background, BudgetConfig config) {
        this.pool = pool;
        this.reservations = reservations;
        this.background = background;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        loop = Optional.of(BackgroundLoop.start("budget-sweeper", config.sweepEvery(), this::sweep));
    }

    void stop(@Observes ShutdownEvent event) {
        loop.ifPresent(BackgroundLoop::close);
    }

    /** Sweeps until a batch is not full; answers how many were closed. */
    int sweep() {
        var total = 0;
        int closed;
        do {
            closed = background.await(
                    Correlation.fresh(), PATIENCE, () -> reservations.expire(pool, config.sweepBatch()));
            total += closed;
        } while (closed == config.sweepBatch());
        if (total > 0) {
            LOG.debugf("%d reservations have expired", total);
        }
        return total;
    }
}
