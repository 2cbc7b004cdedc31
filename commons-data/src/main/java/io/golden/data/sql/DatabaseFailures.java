package io.golden.data.sql;

import io.golden.commons.error.ApiException;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells the loss of the database, which passes, from a mistake in a statement, which does not. */
public final class DatabaseFailures {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    /** Lock and statement timeouts, deadlock, serialization, shutting down, starting up, too many connections, read-only. */
    private static final Set<String> PASSING =
            Set.of("55P03", "57014", "40P01", "40001", "57P01", "57P02", "57P03", "57P05", "53300", "25006", "25P03");

    private static final Pattern LOST = Pattern.compile("08...|57P0[1235]|53300|25006");

    private DatabaseFailures() {}

    /** Whether the same work may succeed a little later. */
    public static boolean isPassing(Throwable failure) {
        return switch (failure) {
            case PgException pg ->
                pg.getSqlState() != null
                        && (PASSING.contains(pg.getSqlState())
                                || pg.getSqlState().startsWith("08"));
            // The client's own words for a closed connection and an exhausted pool.
            case NoStackTraceThrowable _, VertxException _, IOException _ -> true;
            default -> failure.getCause() instanceof IOException;
        };
    }

    /** Whether the database itself is gone or going, rather than one statement being late; also seen through a 503. */
    public static boolean isLost(Throwable failure) {
        return switch (failure) {
            case PgException pg ->
                pg.getSqlState() != null && LOST.matcher(pg.getSqlState()).matches();
            case ApiException refusal -> Arrays.stream(refusal.getSuppressed()).anyMatch(DatabaseFailures::isLost);
            default -> isPassing(failure);
        };
    }

    /** 503 with {@code Retry-After} for a passing failure, the failure itself otherwise. */
    static Throwable translate(Throwable failure) {
        if (failure instanceof ApiException || !isPassing(failure)) {
            return failure;
        }
        var unavailable = ApiException.unavailable("The database is not available", RETRY_AFTER);
        unavailable.addSuppressed(failure);
        return unavailable;
    }
}
