package io.golden.dlq.message;

import io.golden.commons.caller.Tenants;
import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import io.golden.commons.page.Cursor;
import io.golden.data.sql.Conditions;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Which messages are meant.
 *
 * @param subject exact, or with the wildcards of NATS: {@code *} is one token, {@code >} all that follow
 */
public record MessageFilter(
        Tenants tenants,
        Optional<Boolean> resolved,
        Optional<String> subject,
        Optional<String> errorType,
        Optional<OffsetDateTime> since,
        Optional<OffsetDateTime> until) {

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");
    private static final Pattern SUBJECT_FILTER = Pattern.compile("((\\*|[^.*>]*)\\.)*+(\\*|>|[^.*>]*)");

    /** From the query parameters; 400 when one is malformed. */
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
                subject.map(text -> checked("subject", text, MessageFilter::faultOfSubject)),
                errorType.map(text -> checked("error_type", text, MessageFilter::faultOfText)),
                since.map(text -> time(checked("since", text, MessageFilter::faultOfTime))),
                until.map(text -> time(checked("until", text, MessageFilter::faultOfTime))));
    }

    /** What is wrong with a subject to filter by; empty when nothing is. */
    public static Optional<String> faultOfSubject(String subject) {
        return SUBJECT_FILTER.matcher(subject).matches()
                ? faultOfText(subject)
                : Optional.of("must have * for whole tokens only, and > for all that follow");
    }

    /** As {@link #faultOfSubject}, of any text: PostgreSQL has every character but one, and UTF-8 no halves of them. */
    public static Optional<String> faultOfText(String text) {
        if (text.indexOf('\0') >= 0) {
            return Optional.of("must not contain the character U+0000");
        }
        return text.codePoints().anyMatch(MessageFilter::isHalf)
                ? Optional.of("must not contain half of a surrogate pair")
                : Optional.empty();
    }

    /** What is wrong with a time; PostgreSQL's begin later than Java's, and end sooner. */
    public static Optional<String> faultOfTime(String text) {
        try {
            var time = Instant.parse(text);
            return time.isBefore(EARLIEST) || time.isAfter(LATEST)
                    ? Optional.of("must be in the years 1 to 9999")
                    : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.of("must be a time such as 2026-01-31T12:00:00Z");
        }
    }

    private static boolean isHalf(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    private static String checked(String field, String text, Function<String, Optional<String>> fault) {
        fault.apply(text).ifPresent(rule -> {
            throw ApiException.of(ErrorCode.INVALID_REQUEST, field + ": " + rule);
        });
        return text;
    }

    /** Unresolved ones that fit a filter given as a body. */
    public static MessageFilter unresolved(
            Tenants tenants,
            Optional<String> subject,
            Optional<String> errorType,
            Optional<String> since,
            Optional<String> until) {
        return new MessageFilter(
                tenants,
                Optional.of(false),
                subject,
                errorType,
                since.map(MessageFilter::time),
                until.map(MessageFilter::time));
    }

    /** Whether the groups tell which rows come into question: by the error, or by a subject with wildcards. */
    boolean isOfGroups() {
        return errorType.isPresent()
                || subject.filter(MessageFilter::hasWildcards).isPresent();
    }

    /** Conditions on the table of messages. */
    Conditions conditions() {
        var conditions = new Conditions();
        tenants(conditions);
        resolved.ifPresent(wanted -> conditions.add(wanted ? "resolved" : "not resolved"));
        subject.ifPresent(text -> {
            if (hasWildcards(text)) {
                conditions.add("original_subject ~ ?", pattern(text));
            } else {
                conditions.add("left(original_subject, 100) = left(?, 100) and original_subject = ?", text);
            }
        });
        errorType.ifPresent(type -> conditions.add("error_type = ?", type));
        since.ifPresent(time -> conditions.add("created_at >= ?", time));
        until.ifPresent(time -> conditions.add("created_at < ?", time));
        return conditions;
    }

    /** Conditions on the table of groups, which none of the messages' groups fails. */
    Conditions groupConditions() {
        var conditions = new Conditions();
        tenants(conditions);
        if (resolved.filter(wanted -> !wanted).isPresent()) {
            conditions.add("unresolved > 0");
        }
        subject.ifPresent(text -> conditions.add("subject ~ ?", groupPattern(text)));
        errorType.ifPresent(type -> conditions.add("error_type = ?", type));
        return conditions;
    }

    /** One tenant, which is the rule, is a place in an index; several are not. */
    private void tenants(Conditions conditions) {
        var names = tenants.filter();
        if (names.length == 1) {
            conditions.add("left(tenant_id, 100) = left(?, 100) and tenant_id = ?", names[0]);
        } else if (names.length > 1) {
            conditions.add("tenant_id = any (?::text[])", names);
        }
    }

    private static boolean hasWildcards(String subject) {
        return subject.contains("*") || subject.endsWith(">");
    }

    /** The id in a cursor that this list gave out. */
    static Long idOf(Cursor cursor) {
        return parse("cursor", "is not one that this service gave out", cursor.id(), Long::valueOf);
    }

    /** A regular expression for PostgreSQL that matches what the NATS subject filter matches. */
    static String pattern(String filter) {
        return "^" + quoted(filter).replace("*", "[^.]+").replaceAll(">$", ".+") + "$";
    }

    /** As {@link #pattern}, for subjects whose ids are replaced by {@code *}. */
    static String groupPattern(String filter) {
        var tokens = quoted(filter).split("(?<=\\\\)\\.", -1);
        var pattern = new StringBuilder("^");
        for (int i = 0; i < tokens.length; i++) {
            boolean isLast = i == tokens.length - 1;
            var token = isLast ? tokens[i] : tokens[i].substring(0, tokens[i].length() - 1);
            pattern.append(isLast && token.equals(">") ? ".+" : token.equals("*") ? "[^.]+" : "(" + token + "|\\*)");
            pattern.append(isLast ? "$" : "\\.");
        }
        return pattern.toString();
    }

    private static String quoted(String filter) {
        return filter.replaceAll("([\\\\^$.|?+()\\[\\]{}])", "\\\\$1");
    }

    private static OffsetDateTime time(String checked) {
        return Instant.parse(checked).atOffset(ZoneOffset.UTC);
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
        } catch (IllegalArgumentException e) {
            throw ApiException.of(ErrorCode.INVALID_REQUEST, field + ": " + rule);
        }
    }
}
