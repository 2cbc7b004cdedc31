package io.golden.dlq.redrive;

import io.golden.commons.correlation.Correlation;
import io.golden.data.background.BackgroundWork;
import io.golden.data.nats.StoredMessages;
import io.golden.data.sql.Transactions;
import io.golden.dlq.redrive.Redrive.State;
import io.golden.dlq.redrive.RedriveBatch.Outcome;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** One replica's work on one redrive, on a virtual thread, until the job is over or lost to another. */
final class RedriveRun {
    private static final Logger LOG = Logger.getLogger(RedriveRun.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration LOOK_BACK = Duration.ofMillis(500);
    private static final int MOST_AT_ONCE = 256;
    private static final int BATCHES_PER_SECOND = 10;
    private static final int MOST_REFUSALS = 10;
    /** Of a hundred sent, one may come back: more means that what killed them is still there. */
    private static final int TOLERATED_PART = 100;

    private final Tools tools;
    private final String owner;
    private final BooleanSupplier stopping;
    private final Canary canary;
    private final Map<String, Optional<String>> streams = new HashMap<>();
    private final long startNanos = System.nanoTime();
    private Redrive job;
    private long sent;
    private int refusals;
    private long lookedBackNanos = System.nanoTime() - LOOK_BACK.toNanos();

    /** What every run works with. */
    record Tools(
            Transactions transactions,
            BackgroundWork background,
            Redrives redrives,
            RedriveBatch batch,
            RedriveProgress progress,
            StoredMessages stored,
            RedriveSettings settings) {}

    RedriveRun(Redrive job, String owner, Tools tools, BooleanSupplier stopping) {
        this.job = job;
        this.owner = owner;
        this.tools = tools;
        this.stopping = stopping;
        this.canary = new Canary(
                tools.transactions(), tools.stored(), tools.settings().canaryPatience());
    }

    void run() {
        LOG.infof("redrive %s is carried on from message %d, %d in all", job.id(), job.position(), job.total());
        boolean more = true;
        while (more && !stopping.getAsBoolean()) {
            try {
                more = step();
            } catch (RuntimeException e) {
                // NATS or the database is away; the lease may run out meanwhile, the job does not.
                LOG.warnf("redrive %s waits: %s", job.id(), e.getMessage());
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
            }
        }
        if (more) {
            await(() -> tools.transactions().run(tx -> tools.redrives().letGo(tx, job.id(), owner)));
        }
    }

    /** Does what is next; false when there is nothing more to do here. */
    private boolean step() {
        var held = await(() -> tools.transactions().run(tx -> tools.redrives().hold(tx, job.id(), owner)));
        if (held.isEmpty()) {
            return false;
        }
        job = held.get();
        return hasRenewedFailures()
                ? false
                : switch (job.state()) {
                    case CANARY ->
                        job.canaryId().isEmpty()
                                ? sendBatch(1)
                                : watchCanary(job.canaryId().get());
                    case RUNNING -> sendPaced();
                    case COMPLETED, STOPPED, CANCELLED -> false;
                };
    }

    private boolean hasRenewedFailures() {
        if (System.nanoTime() - lookedBackNanos < LOOK_BACK.toNanos() && job.state() == State.RUNNING) {
            return false;
        }
        lookedBackNanos = System.nanoTime();
        var fate = await(() -> tools.transactions().run(tx -> tools.progress().fate(tx, job.id())));
        int tolerated = job.state() == State.CANARY ? 0 : fate.sent() / TOLERATED_PART;
        if (fate.failedAgain() <= tolerated) {
            return false;
        }
        var reason = job.state() == State.CANARY
                ? "the canary, message %d, came back".formatted(job.canaryId().orElse(0L))
                : "%d of %d sent came back".formatted(fate.failedAgain(), fate.sent());
        finish(State.STOPPED, reason);
        return true;
    }

    private boolean watchCanary(long message) {
        if (!await(() -> canary.settled(message))) {
            LockSupport.parkNanos(PAUSE.toNanos());
            return true;
        }
        // Looked at once more: it may have come back since the last look, and before it was settled.
        var fate = await(() -> tools.transactions().run(tx -> tools.progress().fate(tx, job.id())));
        if (fate.failedAgain() == 0) {
            await(() -> tools.transactions().run(tx -> tools.redrives().run(tx, job.id())));
        }
        return true;
    }

    /** A tenth of a second's worth at a time, no sooner than the rate allows. */
    private boolean sendPaced() {
        int rate = job.ratePerSecond();
        if (rate > 0) {
            long dueNanos = startNanos + TimeUnit.SECONDS.toNanos(sent) / rate;
            long wait = dueNanos - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(Math.min(wait, TimeUnit.SECONDS.toNanos(2)));
            }
            if (wait > TimeUnit.SECONDS.toNanos(2)) {
                return true;
            }
        }
        return sendBatch(rate == 0 ? MOST_AT_ONCE : Math.clamp(rate / BATCHES_PER_SECOND, 1, MOST_AT_ONCE));
    }

    private boolean sendBatch(int limit) {
        return switch (await(() -> tools.batch().send(job, owner, limit, streams))) {
            case Outcome.NotOurs() -> false;
            case Outcome.Nothing() -> {
                finish(State.COMPLETED, "");
                yield false;
            }
            case Outcome.Sent(var messages, var complete) -> {
                sent += messages;
                yield complete ? goOn() : again();
            }
        };
    }

    private boolean goOn() {
        refusals = 0;
        return true;
    }

    private boolean again() {
        refusals++;
        if (refusals > MOST_REFUSALS) {
            finish(State.STOPPED, "NATS does not take what is sent");
            return false;
        }
        LockSupport.parkNanos(PAUSE.multipliedBy(refusals).toNanos());
        return true;
    }

    private void finish(State state, String reason) {
        await(() -> tools.transactions().run(tx -> tools.redrives().finish(tx, job.id(), state, reason)))
                .ifPresent(ended ->
                        LOG.infof("redrive %s %s%s", ended.id(), state.wire(), reason.isEmpty() ? "" : ": " + reason));
    }

    private <T> T await(Supplier<Uni<T>> work) {
        return tools.background().await(Correlation.fresh(), TIMEOUT, work);
    }
}
