package io.golden.commons.page;

import jakarta.ws.rs.QueryParam;

/** The paging parameters of a list, as a {@code @BeanParam}; {@link #page()} checks them. */
public final class PageRequest {
    @QueryParam("limit")
    String limit;

    @QueryParam("offset")
    String offset;

    @QueryParam("cursor")
    String cursor;

    @QueryParam("count")
    String count;

    /** The checked page: {@code limit} 1-1000 (50), {@code offset} or {@code cursor}; 400 {@code validation.invalid_request} otherwise. */
    public Page page() {
        return Page.parse(limit, offset, cursor, count);
    }
}
