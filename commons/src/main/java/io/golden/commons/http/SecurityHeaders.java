package io.golden.commons.http;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** The headers that every answer carries, refusals included. */
@Singleton
final class SecurityHeaders {
    void handle(RoutingContext rc) {
        var headers = rc.response().headers();
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        headers.set("Referrer-Policy", "no-referrer");
        // What may be kept says so itself.
        rc.addHeadersEndHandler(_ -> {
            if (!headers.contains("Cache-Control")) {
                headers.set("Cache-Control", "no-store");
            }
        });
        if (rc.request().isSSL() || "https".equals(rc.request().getHeader("X-Forwarded-Proto"))) {
            headers.set("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        }
        rc.next();
    }
}
