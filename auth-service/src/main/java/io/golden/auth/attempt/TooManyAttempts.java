package io.golden.auth.attempt;

import io.golden.commons.error.ApiException;
import java.time.Duration;

/** The 429 of whoever tries passwords too often. */
public final class TooManyAttempts {
    private static final long SECONDS_A_MINUTE = 60;

    private TooManyAttempts() {}

    /** What remains, in minutes rounded up. */
    public static ApiException of(Duration remaining) {
        var seconds = Math.max(1, Math.ceilDiv(remaining.toMillis(), 1000));
        var minutes = Math.ceilDiv(seconds, SECONDS_A_MINUTE);
        return ApiException.rateLimited(
                "rate_limit.exceeded: Too many login attempts. Try again in %d minutes".formatted(minutes),
                Duration.ofSeconds(seconds));
    }
}
