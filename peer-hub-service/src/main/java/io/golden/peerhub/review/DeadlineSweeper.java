package io.golden.peerhub.review;

import io.golden.data.sql.Transactions;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Decides sessions whose deadline came. Any number of replicas sweep at once: a row that another one holds is skipped,
 * and what it holds it decides.
 */
@ApplicationScoped
class DeadlineSweeper {
    private static final Logger LOG = Logger.getLogger(DeadlineSweeper.class);
    private static final int BATCH = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Transactions transactions;
    private final Sessions sessions;
    private final Closing closing;
    private final ReviewConfig config;
    private final CountDownLatch stopped = new CountDownLatch(1);

    DeadlineSweeper(Transactions transactions, Sessions sessions, Closing closing, ReviewConfig config) {
        this.transactions = transactions;
        this.sessions = sessions;
        this.closing = closing;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        Thread.ofVirtual().name("deadline-sweeper").start(this::run);
    }

    void stop(@Observes ShutdownEvent event) {
        stopped.countDown();
    }

    private void run() {
        try {
            while (!stopped.await(config.sweepInterval().toMillis(), TimeUnit.MILLISECONDS)) {
                sweepAll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sweepAll() {
        try {
            while (stopped.getCount() > 0 && sweep().await().atMost(PATIENCE) == BATCH) {
                // As many as fit into a batch were due: there may be more.
            }
        } catch (RuntimeException e) {
            LOG.warnf(e, "deadline sweep failed, next in %s", config.sweepInterval());
        }
    }

    /** Decides one batch; returns how many were due. */
    Uni<Integer> sweep() {
        return transactions
                .run(tx -> sessions.lockDue(tx, BATCH).chain(due -> closing.closeDue(tx, due)))
                .map(List::size);
    }
}
