package io.golden.orchestrator.task;

import java.time.Duration;
import java.time.Instant;

/**
 * Whether the time has come that a row waits for. A clock that was set back by an hour would let everything wait for an
 * hour that was due when it happened: what is further ahead than anything waits is due as well.
 */
public final class Due {
    /** No wait is longer than this. */
    public static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private Due() {}

    /** The same in SQL, of a column that is a time; false where it is null. */
    public static String sql(String column) {
        return "(%1$s <= now() or %1$s > now() + interval '%2$d seconds')".formatted(column, LONGEST_WAIT.toSeconds());
    }

    /**
     * The keys of rows that are due, the longest waiting first: at most {@code $1}, and as many of those that are too far
     * ahead. Each is a stretch of the column's index; one condition for both would go through everything that waits.
     */
    public static String first(String key, String table, String condition, String column, String locking) {
        var stretch = "select " + key + " from (select " + key + " from " + table + " where " + condition + " and "
                + column + " %s order by " + column + " limit $1 " + locking + ") stretch";
        return stretch.formatted("<= now()")
                + " union all "
                + stretch.formatted("> now() + interval '%d seconds'".formatted(LONGEST_WAIT.toSeconds()));
    }

    public static boolean is(Instant time, Instant now) {
        return !now.isBefore(time) || time.isAfter(now.plus(LONGEST_WAIT));
    }
}
