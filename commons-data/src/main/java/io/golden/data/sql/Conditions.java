package io.golden.data.sql;

import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The part of a statement after {@code where}: only what was asked for, so that the planner sees which index fits. The
 * texts are the program's own; whatever came from outside is a value.
 */
public final class Conditions {
    private final List<String> parts = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    /** Adds a condition; each {@code ?} in it is the same value. */
    public Conditions add(String condition, Object value) {
        return add(condition.replace("?", parameter(value)));
    }

    /** Adds a condition where there is a value. */
    public Conditions ifPresent(String condition, Optional<?> value) {
        value.ifPresent(present -> add(condition, present));
        return this;
    }

    /** Adds a condition without a value, or with placeholders of {@link #parameter}. */
    public Conditions add(String condition) {
        parts.add(condition);
        return this;
    }

    /** The placeholder of a further value. */
    public String parameter(Object value) {
        values.add(value);
        return "$" + values.size();
    }

    /** All of them as a {@code where} of a statement, which may go on with {@code and}. */
    public String where() {
        return parts.isEmpty() ? "where true" : "where " + String.join(" and ", parts);
    }

    /** The values of the placeholders in order. */
    public Tuple values() {
        return Tuple.from(values);
    }
}
