package io.golden.commons.page;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;

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

    @Context
    UriInfo uri;

    /** The checked page: {@code limit} 1-1000 (50), {@code offset} or {@code cursor}; 400 {@code validation.invalid_request} otherwise. */
    public Page page() {
        return Page.parse(sent(uri, "limit", limit), sent(uri, "offset", offset), cursor, count);
    }

    /** JAX-RS tells {@code limit=} as if there were none; it is a bad number all the same. */
    static String sent(UriInfo uri, String name, String value) {
        return value == null && uri.getQueryParameters().containsKey(name) ? "" : value;
    }
}
