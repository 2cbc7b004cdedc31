package io.golden.budget.reservation;

import io.golden.budget.BudgetConfig;
import io.golden.commons.correlation.Correlation;
import io.golden.data.background.BackgroundWork;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Closes what has expired. Every replica sweeps; of two that meet, the second finds nothing left to do. */
@Singleton
final class Sweeper {
    private static final Logger LOG = Logger.getLogger(Sweeper.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("budget-sweeper").factory());
    private final Pool pool;
    private final ReservationRepository reservations;
    private final BackgroundWork background;
    private final BudgetConfig config;

    Sweeper(Pool pool, ReservationRepository reservations, BackgroundWork background, BudgetConfig config) {
        this.pool = pool;
        this.reservations = reservations;
        this.background = background;
        this.config = config;
    }

    /** Replicas start their rounds at different moments. */
    void start(@Observes StartupEvent event) {
        var every = config.sweepEvery().toMillis();
        var first = ThreadLocalRandom.current().nextLong(every);
        timer.scheduleWithFixedDelay(this::sweepQuietly, first, every, TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void stop() {
        timer.shutdownNow();
    }

    /** Sweeps until a batch is not full; answers how many were closed. */
    int sweep() {
        var total = 0;
        int closed;
        do {
            closed = background.await(
                    Correlation.fresh(), PATIENCE, () -> reservations.expire(pool, config.sweepBatch()));
            total += closed;
        } while (closed == config.sweepBatch() && !timer.isShutdown());
        return total;
    }

    private void sweepQuietly() {
        try {
            var closed = sweep();
            if (closed > 0) {
                LOG.debugf("%d reservations have expired", closed);
            }
        } catch (RuntimeException e) {
            LOG.warnf("Expired reservations are not closed yet, the next round tries again: %s", e.getMessage());
        }
    }
}
