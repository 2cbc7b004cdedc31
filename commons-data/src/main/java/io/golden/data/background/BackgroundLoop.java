package io.golden.data.background;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Does something again and again on a virtual thread, with a pause of the interval ± 10 % in between, until it is closed.
 * A failure is logged and the loop goes on.
 */
public final class BackgroundLoop implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(BackgroundLoop.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(15);

    private final String name;
    private final Duration interval;
    private final Runnable round;
    private final long firstPauseMillis;
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;
    private String lastFailure = "";

    private BackgroundLoop(String name, Duration interval, Runnable round, long firstPauseMillis) {
        this.name = name;
        this.interval = interval;
        this.round = round;
        this.firstPauseMillis = firstPauseMillis;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    /** Starts with a first round at once. */
    public static BackgroundLoop start(String name, Duration interval, Runnable round) {
        return new BackgroundLoop(name, interval, round, 0).begin();
    }

    /**
     * Starts with a pause of a tenth of the interval at least, and the whole at most, by chance: for rounds whose work a
     * process that has just started can't spare, and that many of them should not do at once.
     */
    public static BackgroundLoop startLater(String name, Duration interval, Runnable round) {
        long millis = interval.toMillis();
        long pause = millis / 10 + ThreadLocalRandom.current().nextLong(millis - millis / 10 + 1);
        return new BackgroundLoop(name, interval, round, pause).begin();
    }

    private BackgroundLoop begin() {
        thread.start();
        return this;
    }

    /** Ends the pause; several calls before the next round are one. */
    public void wake() {
        if (wake.availablePermits() == 0) {
            wake.release();
        }
    }

    /** Lets the round under way end, for at most 15 s. */
    @Override
    public void close() {
        closed = true;
        wake.release();
        try {
            thread.join(CLOSE_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            pause(firstPauseMillis);
            while (!closed) {
                tryRound();
                pause(pauseMillis());
            }
        } catch (InterruptedException e) {
            // Whoever interrupts it wants it to end.
        }
    }

    private void pause(long millis) throws InterruptedException {
        boolean _ = wake.tryAcquire(millis, TimeUnit.MILLISECONDS);
        wake.drainPermits();
    }

    /** A failure that goes on is one line, and its end another. */
    private void tryRound() {
        try {
            round.run();
            if (!lastFailure.isEmpty()) {
                lastFailure = "";
                LOG.infof("%s works again", name);
            }
        } catch (RuntimeException e) {
            if (!e.toString().equals(lastFailure)) {
                lastFailure = e.toString();
                LOG.warnf("%s failed, trying again: %s", name, lastFailure);
            }
            LOG.debug(name, e);
        }
    }

    private long pauseMillis() {
        long millis = interval.toMillis();
        return millis - millis / 10 + ThreadLocalRandom.current().nextLong(millis / 5 + 1);
    }
}
