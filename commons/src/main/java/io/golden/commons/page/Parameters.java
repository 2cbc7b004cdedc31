package io.golden.commons.page;

import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Query parameters as values that PostgreSQL can hold, or a 400 that names them. */
public final class Parameters {
    /** What PostgreSQL, Java and the four digits of a timestamp all hold. */
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private Parameters() {}

    /** The text as it was sent, if it was; 400 where it has a NUL, which PostgreSQL refuses in any text. */
    public static Optional<String> text(String name, String value) {
        if (value != null && !isStorable(value)) {
            throw bad(name, "must be text without NUL");
        }
        return Optional.ofNullable(value);
    }

    /** A time with its offset, in the years 1 to 9999, if one was sent; 400 for anything else. */
    public static Optional<Instant> time(String name, String value) {
        try {
            var time = Optional.ofNullable(value)
                    .map(text -> OffsetDateTime.parse(text).toInstant());
            if (time.map(Parameters::isStorable).orElse(true)) {
                return time;
            }
        } catch (DateTimeException e) {
            // Told below, with the same words as a time out of range.
        }
        throw bad(name, "must be a time like 2026-01-31T12:00:00Z, in the years 1 to 9999");
    }

    static boolean isStorable(String text) {
        return text.indexOf('\0') < 0;
    }

    static boolean isStorable(Instant time) {
        return !time.isBefore(EARLIEST) && !time.isAfter(LATEST);
    }

    private static ApiException bad(String name, String rule) {
        return ApiException.of(ErrorCode.INVALID_REQUEST, name + ": " + rule);
    }
}
