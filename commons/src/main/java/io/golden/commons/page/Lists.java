package io.golden.commons.page;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
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
        if (page.offset() > 0) {
            return byOffset(uri, page, rows, total);
        }
        return answer(
                page,
                rows,
                total,
                () -> uri.getRequestUriBuilder()
                        .replaceQueryParam("offset")
                        .replaceQueryParam(
                                "cursor", cursor.apply(rows.getLast()).encode()));
    }

    /** As above, of rows in another order than that of time: the next page is told by its offset. */
    public static <T> RestResponse<List<T>> byOffset(UriInfo uri, Page page, List<T> rows, Optional<Long> total) {
        return answer(
                page,
                rows,
                total,
                () -> uri.getRequestUriBuilder().replaceQueryParam("offset", page.offset() + page.limit()));
    }

    private static <T> RestResponse<List<T>> answer(
            Page page, List<T> rows, Optional<Long> total, Supplier<UriBuilder> following) {
        var answer = RestResponse.ResponseBuilder.ok(rows);
        total.ifPresent(count -> answer.header("X-Total-Count", count));
        if (!rows.isEmpty() && rows.size() >= page.limit()) {
            var target =
                    following.get().replaceQueryParam("limit", page.limit()).build();
            answer.header(HttpHeaders.LINK, "<" + target.getRawPath() + "?" + target.getRawQuery() + ">; rel=\"next\"");
        }
        return answer.build();
    }

    /** As above, without a total. */
    public static <T> RestResponse<List<T>> of(UriInfo uri, Page page, List<T> rows, Function<T, Cursor> cursor) {
        return of(uri, page, rows, cursor, Optional.empty());
    }
}
