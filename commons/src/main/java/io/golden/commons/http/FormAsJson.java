package io.golden.commons.http;

import io.golden.commons.caller.Credentials;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.Set;

/**
 * {@code curl -d '{…}'} says that it sends a form. No route takes forms but {@code /auth/token}: elsewhere such a body is
 * read as JSON. Not so with the browser's cookie, with which any page could send a form: that stays 415. What has no
 * body needs no type, as a browser's plain {@code fetch} sends it.
 */
@Singleton
final class FormAsJson {
    private static final Set<HttpMethod> BODILESS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    void handle(RoutingContext rc) {
        var request = rc.request();
        if (!request.path().endsWith("/auth/token") && (isUntypedNothing(request) || isFormOfNoBrowser(request))) {
            request.headers().set(HttpHeaders.CONTENT_TYPE, "application/json");
        }
        rc.next();
    }

    private static boolean isUntypedNothing(HttpServerRequest request) {
        var headers = request.headers();
        return headers.get(HttpHeaders.CONTENT_TYPE) == null
                && headers.get(HttpHeaders.TRANSFER_ENCODING) == null
                && Set.of("", "0").contains(Objects.requireNonNullElse(headers.get(HttpHeaders.CONTENT_LENGTH), ""))
                && !BODILESS.contains(request.method());
    }

    private static boolean isFormOfNoBrowser(HttpServerRequest request) {
        var type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        return type != null
                && type.startsWith("application/x-www-form-urlencoded")
                && !(Credentials.of(request) instanceof Credentials.Cookie);
    }
}
