package io.golden.commons.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** The order in which a request passes the filters, before any resource: higher numbers first. */
@Singleton
final class RequestFilters {
    void register(
            @Observes Filters filters,
            Tracking tracking,
            SecurityHeaders securityHeaders,
            Cors cors,
            BodyLimit bodyLimit,
            FormAsJson formAsJson) {
        filters.register(tracking::handle, 10_000);
        filters.register(securityHeaders::handle, 9_000);
        filters.register(cors::handle, 8_000);
        filters.register(bodyLimit::handle, 7_000);
        filters.register(formAsJson::handle, 6_000);
    }
}
