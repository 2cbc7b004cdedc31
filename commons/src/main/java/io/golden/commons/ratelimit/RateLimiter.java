package io.golden.commons.ratelimit;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

/**
 * Counts what a key has used of a limit (GCRA): the whole limit may be used up in one burst, and comes back evenly.
 * The bean is the one in Redis where there is one, else the one of this process.
 */
public interface RateLimiter {
    /** Takes one permit when there is one; never fails, never waits for longer than a lost Redis takes to notice. */
    Uni<Decision> take(String key, Limit limit);

    /** Gives one permit back, such as the one a successful login took. */
    Uni<Void> giveBack(String key, Limit limit);

    /**
     * How much is allowed.
     *
     * @param permits at least 1, in one {@code period}; the burst is as large
     */
    record Limit(int permits, Duration period) {
        public static Limit perMinute(int permits) {
            return new Limit(permits, Duration.ofMinutes(1));
        }

        /** The time in which one permit comes back, in microseconds, at least 1. */
        public long emissionMicros() {
            return Math.max(1, period.toNanos() / 1000 / permits);
        }
    }

    /**
     * What became of one request.
     *
     * @param remaining permits left for a burst now
     * @param retryAfter zero when allowed, else until one permit is back
     * @param resetAfter until all permits are back
     */
    record Decision(boolean allowed, Limit limit, long remaining, Duration retryAfter, Duration resetAfter) {}
}
