package io.golden.commons.page;

import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.UUID;

/** A place in the total order (time, id) of a list, newest first: the last row of the page before. */
public record Cursor(Instant time, String id) {
    /** The opaque text of a {@code cursor} parameter. */
    public String encode() {
        var text = time + "|" + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The time as the PostgreSQL client wants it. */
    public OffsetDateTime offsetTime() {
        return time.atOffset(ZoneOffset.UTC);
    }

    /** The id of a list whose ids are UUIDs; 400 when it is none, since the text came from outside. */
    public UUID uuid() {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw notOurs();
        }
    }

    static Cursor decode(String text) {
        try {
            var parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("\\|", 2);
            if (parts.length == 2) {
                var cursor = new Cursor(Instant.parse(parts[0]), parts[1]);
                if (Parameters.isStorable(cursor.time) && Parameters.isStorable(cursor.id)) {
                    return cursor;
                }
            }
        } catch (IllegalArgumentException | DateTimeParseException e) {
            // Told below.
        }
        throw notOurs();
    }

    private static ApiException notOurs() {
        return ApiException.of(ErrorCode.INVALID_REQUEST, "cursor: is not one that this service gave out");
    }
}
