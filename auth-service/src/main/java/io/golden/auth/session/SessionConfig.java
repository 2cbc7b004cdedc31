package io.golden.auth.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** {@code SESSION_TIMEOUT}, {@code SESSION_COOKIE_SECURE}, {@code SESSION_COOKIE_HTTPONLY}. */
@ConfigMapping(prefix = "session")
interface SessionConfig {
    /** Seconds a browser session may be idle. */
    @WithDefault("3600")
    int timeout();

    @WithDefault("true")
    boolean cookieSecure();

    @WithDefault("true")
    boolean cookieHttponly();
}
