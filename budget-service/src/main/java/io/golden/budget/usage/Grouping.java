package io.golden.budget.usage;

import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import java.util.Arrays;

/** What usage is added up by. */
enum Grouping {
    PROJECT("t.project_id"),
    AGENT("t.agent_id"),
    MODEL("t.model"),
    DAY("to_char(t.\"timestamp\" at time zone ?, 'YYYY-MM-DD')");

    private final String key;

    Grouping(String key) {
        this.key = key;
    }

    /** The SQL of the group's key, over a table {@code t}; {@code ?} is the name of a time zone. */
    String key() {
        return key;
    }

    static Grouping of(String name) {
        return Arrays.stream(values())
                .filter(grouping -> grouping.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() ->
                        ApiException.of(ErrorCode.INVALID_REQUEST, "group_by: must be project, agent, model or day"));
    }
}
