package io.golden.commons.page;

import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** No parameter with a NUL comes to a statement: PostgreSQL refuses it in any text. */
@Singleton
final class NulFilter {
    @ServerRequestFilter(priority = Priorities.ENTITY_CODER)
    void refuse(UriInfo uri) {
        refuse(uri.getPathParameters());
        refuse(uri.getQueryParameters());
    }

    private static void refuse(MultivaluedMap<String, String> parameters) {
        parameters.forEach((name, values) -> values.forEach(value -> Parameters.text(name, value)));
    }
}
