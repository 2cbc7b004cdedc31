package io.golden.dlq.message;

import java.util.ArrayList;
import java.util.List;

/** The part of a statement after {@code where}: only what was asked for, so that the planner sees which index fits. */
final class Conditions {
    private final List<String> parts = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    /** Adds a condition; each {@code ?} in it is the same value. */
    void add(String condition, Object value) {
        parts.add(condition.replace("?", parameter(value)));
    }

    void add(String condition) {
        parts.add(condition);
    }

    /** The placeholder of a further value. */
    String parameter(Object value) {
        values.add(value);
        return "$" + values.size();
    }

    String where() {
        return parts.isEmpty() ? "where true" : "where " + String.join(" and ", parts);
    }

    List<Object> values() {
        return values;
    }
}
