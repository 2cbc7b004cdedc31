package io.golden.commons.page;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;

/** Lists as answers: a bare array, {@code Link: <…>; rel="next"} while there is more, {@code X-Total-Count} on demand. */
public final class Lists {
    private Lists() {}

    /**
     * A page of rows, newest first.
     *
     * @param rows at most {@code page.limit()} of them; a full page is taken to have a next one
     * @param cursor the place of a row in the total order, for the next page
     * @param total all rows, when {@code page.count()} asked for it
     */
    public static <T> RestResponse<List<T>> of(
            UriInfo uri, Page page, List<T> rows, Function<T, Cursor> cursor, Optional<Long> total) {
        var answer = RestResponse.ResponseBuilder.ok(rows);
        total.ifPresent(count -> answer.header("X-Total-Count", count));
        if (!rows.isEmpty() && rows.size() >= page.limit()) {
            var next = uri.getRequestUriBuilder();
            if (page.offset() > 0) {
                next.replaceQueryParam("offset", page.offset() + page.limit());
            } else {
                next.replaceQueryParam("offset");
                next.replaceQueryParam("cursor", cursor.apply(rows.getLast()).encode());
            }
            next.replaceQueryParam("limit", page.limit());
            var target = next.build();
            answer.header(HttpHeaders.LINK, "<" + target.getRawPath() + "?" + target.getRawQuery() + ">; rel=\"next\"");
        }
        return answer.build();
    }

    /** As above, without a total. */
    public static <T> RestResponse<List<T>> of(UriInfo uri, Page page, List<T> rows, Function<T, Cursor> cursor) {
        return of(uri, page, rows, cursor, Optional.empty());
    }
}
