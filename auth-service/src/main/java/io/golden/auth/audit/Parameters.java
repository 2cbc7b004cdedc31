package io.golden.auth.audit;

import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/** Query parameters as values, or a 400 that names them. */
final class Parameters {
    private static final int LONGEST = 512;

    private Parameters() {}

    static Optional<String> text(String name, String value) {
        if (value != null && (value.length() > LONGEST || value.indexOf('\0') >= 0)) {
            throw bad(name, "must be at most " + LONGEST + " characters of text");
        }
        return Optional.ofNullable(value).filter(text -> !text.isEmpty());
    }

    static Optional<Instant> time(String name, String value) {
        try {
            return text(name, value).map(text -> OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            throw bad(name, "must be a time such as 2026-01-31T12:00:00Z");
        }
    }

    static UUID uuid(String name, String value) {
        try {
            return UUID.fromString(value);
        } catch (IllegalArgumentException e) {
            throw bad(name, "is not one that this service gave out");
        }
    }

    static Optional<Long> number(String name, String value) {
        try {
            return text(name, value).map(Long::valueOf).filter(number -> number >= 0);
        } catch (NumberFormatException e) {
            throw bad(name, "is not one that this service gave out");
        }
    }

    private static ApiException bad(String name, String rule) {
        return ApiException.of(ErrorCode.INVALID_REQUEST, name + ": " + rule);
    }
}
