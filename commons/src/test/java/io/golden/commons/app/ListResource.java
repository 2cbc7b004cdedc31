package io.golden.commons.app;

import io.golden.commons.page.Cursor;
import io.golden.commons.page.Lists;
import io.golden.commons.page.PageRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jboss.resteasy.reactive.RestResponse;

/** Seven rows, newest (7) first. */
@Path("/api/v1/rows")
public class ListResource {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    public record Row(long id) {
        Cursor cursor() {
            return new Cursor(START.plusSeconds(id), Long.toString(id));
        }
    }

    @GET
    @PermitAll
    public RestResponse<List<Row>> rows(@BeanParam PageRequest request, @Context UriInfo uri) {
        var page = request.page();
        long before = page.cursor().map(cursor -> Long.parseLong(cursor.id())).orElse(8L);
        var rows = LongStream.iterate(before - 1, id -> id > 0, id -> id - 1)
                .skip(page.offset())
                .limit(page.limit())
                .mapToObj(Row::new)
                .toList();
        return Lists.of(uri, page, rows, Row::cursor, page.count() ? Optional.of(7L) : Optional.empty());
    }
}
