package io.golden.commons.page;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;

/** As {@link PageRequest}, of a list that is not in the order of time: it has no cursor. */
public final class OffsetRequest {
    @QueryParam("limit")
    String limit;

    @QueryParam("offset")
    String offset;

    @QueryParam("count")
    String count;

    @Context
    UriInfo uri;

    /** The checked page: {@code limit} 1-1000 (50), {@code offset}; 400 {@code validation.invalid_request} otherwise. */
    public Page page() {
        return Page.parse(PageRequest.sent(uri, "limit", limit), PageRequest.sent(uri, "offset", offset), null, count);
    }
}
