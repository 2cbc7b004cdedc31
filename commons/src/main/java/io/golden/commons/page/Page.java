package io.golden.commons.page;

import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import java.util.Optional;

/**
 * A checked page of a list.
 *
 * @param limit rows wanted, 1-1000
 * @param offset rows to skip; 0 when a cursor is given
 * @param cursor where the last page ended, as {@link Cursor} wrote it
 * @param count whether {@code X-Total-Count} was asked for
 */
public record Page(int limit, long offset, Optional<Cursor> cursor, boolean count) {
    /** Far beyond any list; with a page on top it is still a number. */
    private static final long MOST_ROWS = Integer.MAX_VALUE;

    static Page parse(String limit, String offset, String cursor, String count) {
        var size = limit == null ? 50 : (int) number("limit", limit, 1, 1000);
        var skip = offset == null ? 0 : number("offset", offset, 0, MOST_ROWS);
        if (offset != null && cursor != null) {
            throw ApiException.of(ErrorCode.INVALID_REQUEST, "cursor: cannot be combined with offset");
        }
        return new Page(size, skip, Optional.ofNullable(cursor).map(Cursor::decode), "true".equals(count));
    }

    private static long number(String field, String text, long least, long most) {
        try {
            var value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Told below, with the same words as a number out of range.
        }
        throw ApiException.of(ErrorCode.INVALID_REQUEST, field + ": must be a whole number " + least + " to " + most);
    }
}
