package io.golden.auth.revocation;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a reader of the list has come to: it knows every revocation of the transactions below {@code horizon}, and, in
 * the middle of a long list, those up to a row.
 *
 * @param horizon the oldest transaction that was open when the list was begun; what commits late is above it
 * @param tx of the last row read; the horizon itself at the beginning of a list
 * @param id of the last row read; 0 at the beginning of a list
 */
record RevocationCursor(String horizon, String tx, long id) {
    /** Shorter than what PostgreSQL could not read. */
    private static final Pattern FORM = Pattern.compile("(\\d{1,18})(?:-(\\d{1,18})-(\\d{1,18}))?");

    static RevocationCursor beginning(String horizon) {
        return new RevocationCursor(horizon, horizon, 0);
    }

    /** Empty for what no answer of ours contained. */
    static Optional<RevocationCursor> parse(String text) {
        var match = FORM.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                match.group(2) == null
                        ? beginning(match.group(1))
                        : new RevocationCursor(match.group(1), match.group(2), Long.parseLong(match.group(3))));
    }

    String text() {
        return id == 0 ? horizon : horizon + "-" + tx + "-" + id;
    }
}
