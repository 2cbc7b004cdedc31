package io.golden.agent.gateway;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** Waits that double from {@code first} to {@code most}, each with jitter: between half and the whole of it. */
public final class Backoff {
    private final Duration first;
    private final Duration most;
    private Duration next;

    public Backoff(Duration first, Duration most) {
        this.first = first;
        this.most = most;
        this.next = first;
    }

    /** After a success the next wait is the first one again. */
    public void reset() {
        next = first;
    }

    /** The next wait, with its jitter. */
    public Duration next() {
        var whole = next;
        next = min(next.multipliedBy(2), most);
        long half = Math.max(1, whole.toNanos() / 2);
        return Duration.ofNanos(half + ThreadLocalRandom.current().nextLong(half));
    }

    /** Parks this thread for the next wait, but at least {@code atLeast}; returns early when interrupted. */
    public void pause(Duration atLeast) {
        var wait = next();
        LockSupport.parkNanos((wait.compareTo(atLeast) < 0 ? atLeast : wait).toNanos());
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
