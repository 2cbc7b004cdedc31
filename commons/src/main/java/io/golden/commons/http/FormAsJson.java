package io.golden.commons.http;

import io.golden.commons.caller.Credentials;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/**
 * {@code curl -d '{…}'} says that it sends a form. No route takes forms but {@code /auth/token}: elsewhere such a body is
 * read as JSON. Not so with the browser's cookie, with which any page could send a form: that stays 415.
 */
@Singleton
final class FormAsJson {
    void handle(RoutingContext rc) {
        var type = rc.request().getHeader(HttpHeaders.CONTENT_TYPE);
        if (type != null
                && type.startsWith("application/x-www-form-urlencoded")
                && !rc.request().path().endsWith("/auth/token")
                && !(Credentials.of(rc.request()) instanceof Credentials.Cookie)) {
            rc.request().headers().set(HttpHeaders.CONTENT_TYPE, "application/json");
        }
        rc.next();
    }
}
