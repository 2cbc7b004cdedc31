package io.golden.commons.ratelimit;

import io.vertx.core.MultiMap;
import java.time.Duration;

/** What an answer says about the limit: the IETF draft's fields and the older ones. */
final class RateLimitHeaders {
    private RateLimitHeaders() {}

    static void write(MultiMap headers, RateLimiter.Decision decision) {
        int permits = decision.limit().permits();
        long window = decision.limit().period().toSeconds();
        long reset = wholeSeconds(decision.resetAfter());
        headers.set("RateLimit", "\"default\";r=" + decision.remaining() + ";t=" + reset);
        headers.set("RateLimit-Policy", "\"default\";q=" + permits + ";w=" + window);
        headers.set("X-RateLimit-Limit", Integer.toString(permits));
        headers.set("X-RateLimit-Remaining", Long.toString(decision.remaining()));
        headers.set("X-RateLimit-Reset", Long.toString(reset));
    }

    /** Rounded up, at least 1. */
    static long wholeSeconds(Duration duration) {
        return Math.max(1, duration.plusNanos(999_999_999).toSeconds());
    }
}
