package io.golden.commons.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** Cross-origin answers for the pages of {@code CORS_ALLOW_ORIGINS}; others get none, and the browser refuses them. */
@Singleton
final class Cors {
    private final AllowedOrigins origins;

    Cors(AllowedOrigins origins) {
        this.origins = origins;
    }

    void handle(RoutingContext rc) {
        var origin = rc.request().getHeader("Origin");
        if (origin == null || !origins.lists(origin)) {
            rc.next();
            return;
        }
        var headers = rc.response().headers();
        headers.set("Access-Control-Allow-Origin", origin);
        headers.set("Access-Control-Allow-Credentials", "true");
        headers.add("Vary", "Origin");
        headers.set(
                "Access-Control-Expose-Headers",
                "X-Request-ID, Link, X-Total-Count, Retry-After, RateLimit, RateLimit-Policy, Idempotent-Replayed");
        boolean preflight = rc.request().method().equals(HttpMethod.OPTIONS)
                && rc.request().getHeader("Access-Control-Request-Method") != null;
        if (!preflight) {
            rc.next();
            return;
        }
        headers.set("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE");
        headers.set(
                "Access-Control-Allow-Headers",
                "Authorization, Content-Type, Idempotency-Key, Last-Event-ID, X-Request-ID, traceparent");
        headers.set("Access-Control-Max-Age", "600");
        rc.response().setStatusCode(204).end();
    }
}
