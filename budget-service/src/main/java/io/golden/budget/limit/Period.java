package io.golden.budget.limit;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How often a limit begins anew, by the calendar of its time zone; a week begins on Monday. */
enum Period {
    @JsonProperty("lifetime")
    LIFETIME,
    @JsonProperty("daily")
    DAILY,
    @JsonProperty("weekly")
    WEEKLY,
    @JsonProperty("monthly")
    MONTHLY;

    /** As the database writes it. */
    String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Period of(String column) {
        return valueOf(column.toUpperCase(Locale.ROOT));
    }
}
