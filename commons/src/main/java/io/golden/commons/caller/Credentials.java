package io.golden.commons.caller;

import io.vertx.core.http.HttpServerRequest;

/** How a request says who makes it. A bearer token goes before the cookie. */
public sealed interface Credentials {
    record Bearer(String token) implements Credentials {}

    record Cookie(String token) implements Credentials {}

    record None() implements Credentials {}

    /** The name of the browser's cookie, which holds an access token. */
    String SESSION_COOKIE = "session";

    static Credentials of(HttpServerRequest request) {
        var header = request.getHeader("Authorization");
        if (header != null && header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return new Bearer(header.substring(7).strip());
        }
        var cookie = request.getCookie(SESSION_COOKIE);
        return cookie == null || cookie.getValue().isEmpty() ? new None() : new Cookie(cookie.getValue());
    }
}
