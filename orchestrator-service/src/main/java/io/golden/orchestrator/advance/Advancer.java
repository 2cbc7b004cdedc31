package io.golden.orchestrator.advance;

import io.golden.commons.configuration.InvalidConfiguration;
import io.golden.commons.correlation.Correlation;
import io.golden.data.background.BackgroundLoop;
import io.golden.data.background.BackgroundWork;
import io.golden.data.sql.Transactions;
import io.golden.orchestrator.task.Due;
import io.golden.orchestrator.task.TaskRows;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Gives due tasks to virtual threads that advance them. A wake-up in the process makes a hand-over fast; looking at the
 * rows makes it certain: what another replica left, and what a crash interrupted, is due like everything else.
 */
@ApplicationScoped
public class Advancer {
    private static final Logger LOG = Logger.getLogger(Advancer.class);
    private static final int BATCH = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);
    /** A transaction that wakes its task commits within this time, or the next look at the rows finds the task. */
    private static final long[] AFTER_COMMIT_MILLIS = {3, 15, 60};

    private final Transactions transactions;
    private final TaskRows tasks;
    private final TaskAdvance advance;
    private final BackgroundWork background;
    private final Limits limits;
    private final Semaphore places;
    private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService soon = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("advancer-soon").factory());
    private BackgroundLoop loop;

    Advancer(Transactions transactions, TaskRows tasks, TaskAdvance advance, BackgroundWork background, Limits limits) {
        this.transactions = transactions;
        this.tasks = tasks;
        this.advance = advance;
        this.background = background;
        this.limits = limits;
        this.places = new Semaphore(limits.advanceConcurrency());
    }

    void start(@Observes StartupEvent event) {
        atMostTheLongestWait("TASKS_ADVANCE_LEASE", limits.advanceLease());
        atMostTheLongestWait("TASKS_REVIEW_ASK_INTERVAL", limits.reviewAskInterval());
        atMostTheLongestWait("TASKS_VOTERS_GRACE", limits.votersGrace());
        loop = BackgroundLoop.start("advancer", limits.sweepInterval(), this::sweep);
    }

    private static void atMostTheLongestWait(String name, Duration wait) {
        if (wait.compareTo(Due.LONGEST_WAIT) > 0) {
            throw new InvalidConfiguration(name, "a time of at most 10m, such as 30s");
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        soon.shutdownNow();
        loop.close();
        // What is under way may end; what does not is taken up by another replica when its lease is over.
        boolean _ = places.tryAcquire(limits.advanceConcurrency(), 10, TimeUnit.SECONDS);
    }

    /** The task may have something to do: the transaction that said so has committed. */
    public void wake(UUID taskId) {
        if (places.tryAcquire()) {
            runHolding(taskId);
        } else {
            loop.wake();
        }
    }

    /** The same, from inside the transaction: it is looked at in a moment, when that has committed. */
    public void wakeAfterCommit(UUID taskId) {
        for (var millis : AFTER_COMMIT_MILLIS) {
            var _ = soon.schedule(() -> wake(taskId), millis, TimeUnit.MILLISECONDS);
        }
    }

    private void sweep() {
        List<UUID> due;
        do {
            due = background.await(Correlation.fresh(), PATIENCE, () -> transactions.run(tx -> tasks.due(tx, BATCH)));
            due.forEach(this::runInTurn);
        } while (due.size() == BATCH);
    }

    private void runInTurn(UUID taskId) {
        places.acquireUninterruptibly();
        runHolding(taskId);
    }

    private void runHolding(UUID taskId) {
        Thread.ofVirtual().name("advance-", 0).start(() -> {
            try {
                if (underWay.add(taskId)) {
                    advance(taskId);
                }
            } finally {
                places.release();
            }
        });
    }

    private void advance(UUID taskId) {
        try {
            if (take(taskId)) {
                advance.advance(taskId);
            }
        } catch (RuntimeException e) {
            // Nothing is lost: the task is due again soon, or when its lease ends.
            LOG.warnf(e, "Task %s was not advanced", taskId);
            giveBack(taskId);
        } finally {
            underWay.remove(taskId);
        }
        // What came while this thread had the task in hand was turned away above: look again.
        if (isDue(taskId)) {
            loop.wake();
        }
    }

    private boolean take(UUID taskId) {
        return background.await(
                Correlation.fresh(),
                PATIENCE,
                () -> transactions.run(tx -> tasks.take(tx, taskId, limits.advanceLease())));
    }

    private void giveBack(UUID taskId) {
        try {
            background.await(
                    Correlation.fresh(),
                    PATIENCE,
                    () -> transactions.run(tx -> tasks.wakeIn(tx, taskId, AFTER_FAILURE)));
        } catch (RuntimeException e) {
            LOG.debugf(e, "Task %s waits for the end of its lease", taskId);
        }
    }

    private boolean isDue(UUID taskId) {
        try {
            return background.await(
                    Correlation.fresh(), PATIENCE, () -> transactions.run(tx -> tasks.isDue(tx, taskId)));
        } catch (RuntimeException e) {
            return false;
        }
    }
}
