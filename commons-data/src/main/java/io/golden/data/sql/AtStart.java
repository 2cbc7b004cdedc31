package io.golden.data.sql;

import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** What a service must have done in its database before it answers anybody. */
public final class AtStart {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final double JITTER = 0.5;

    /** As long as Flyway waits for the database before it. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private AtStart() {}

    /**
     * Does the work and waits for it, again and again for up to 60 s while the database is not available: one that is
     * slow or just restarting is no reason to die. The work must be harmless to repeat. Any other failure is thrown at once.
     */
    public static void await(Uni<?> work) {
        work.onFailure(failure -> failure instanceof ApiException refusal && refusal.code() == ErrorCode.UNAVAILABLE)
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .withJitter(JITTER)
                .expireIn(PATIENCE.toMillis())
                .await()
                .atMost(PATIENCE.multipliedBy(2));
    }
}
