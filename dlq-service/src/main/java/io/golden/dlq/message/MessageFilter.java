package io.golden.dlq.message;

import io.golden.commons.caller.Tenants;
import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import io.golden.commons.page.Cursor;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which messages a list shows.
 *
 * @param subject a regular expression for the subjects that are wanted
 */
record MessageFilter(
        Tenants tenants,
        Optional<Boolean> resolved,
        Optional<String> subject,
        Optional<String> errorType,
        Optional<OffsetDateTime> since,
        Optional<OffsetDateTime> until) {

    /** The condition on {@link #values}, parameters 1 to 6. */
    static final String WHERE = """
            where (cardinality($1::text[]) = 0 or tenant_id = any($1))
                and ($2::boolean is null or resolved = $2)
                and ($3::text is null or original_subject ~ $3)
                and ($4::text is null or error_type = $4)
                and ($5::timestamptz is null or created_at >= $5)
                and ($6::timestamptz is null or created_at < $6)
            """;

    /**
     * From the query parameters; 400 when one is malformed.
     *
     * @param subject exact, or with the wildcards of NATS: {@code *} is one token, {@code >} all that follow
     */
    static MessageFilter of(
            Tenants tenants,
            Optional<String> resolved,
            Optional<String> subject,
            Optional<String> errorType,
            Optional<String> since,
            Optional<String> until) {
        return new MessageFilter(
                tenants,
                resolved.map(text -> parse("resolved", "must be true or false", text, MessageFilter::bool)),
                subject.map(MessageFilter::pattern),
                errorType,
                since.map(text -> time("since", text)),
                until.map(text -> time("until", text)));
    }

    List<Object> values() {
        var values = new ArrayList<Object>();
        values.add(tenants.filter());
        values.add(resolved.orElse(null));
        values.add(subject.orElse(null));
        values.add(errorType.orElse(null));
        values.add(since.orElse(null));
        values.add(until.orElse(null));
        return values;
    }

    /** The id in a cursor that this list gave out. */
    static Long idOf(Cursor cursor) {
        return parse("cursor", "is not one that this service gave out", cursor.id(), Long::valueOf);
    }

    /** A regular expression for PostgreSQL that matches what the NATS subject filter matches. */
    static String pattern(String filter) {
        var quoted = filter.replaceAll("([\\\\^$.|?+()\\[\\]{}])", "\\\\$1");
        return "^" + quoted.replace("*", "[^.]+").replaceAll(">$", ".+") + "$";
    }

    private static OffsetDateTime time(String field, String text) {
        return parse(field, "must be a time such as 2026-01-31T12:00:00Z", text, Instant::parse)
                .atOffset(ZoneOffset.UTC);
    }

    private static Boolean bool(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static <T> T parse(String field, String rule, String text, Function<String, T> reader) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw ApiException.of(ErrorCode.INVALID_REQUEST, field + ": " + rule);
        }
    }
}
