package io.golden.budget.reservation;

import io.golden.budget.Scope;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/** What the verbs' functions take and answer. */
final class Rows {
    private Rows() {}

    /** That part of each member of a group. */
    static <G, T> T[] each(List<G> group, Function<G, T> part, IntFunction<T[]> array) {
        return group.stream().map(part).toArray(array);
    }

    /** The limit that had no room. */
    static Scope refusing(Row row) {
        var key = row.getArrayOfStrings("refusing");
        return new Scope(key[0], key[1], key[2]);
    }

    static IllegalStateException unknown(String outcome) {
        return new IllegalStateException("The database answered with an outcome nobody knows: " + outcome);
    }
}
