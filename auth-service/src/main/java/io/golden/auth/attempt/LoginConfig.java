package io.golden.auth.attempt;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** {@code LOGIN_MAX_ATTEMPTS} and its like. */
@ConfigMapping(prefix = "login")
interface LoginConfig {
    /** Wrong passwords of one user from one address until both wait. */
    @WithDefault("5")
    int maxAttempts();

    /** Seconds from the first wrong password until the count begins anew. */
    @WithDefault("900")
    int lockoutTtlSeconds();

    /** Attempts a minute of one user from one address; a success costs none. */
    @WithDefault("5")
    int perMinute();

    /** Wrong passwords of one user from all addresses together, in {@link #userLockoutTtlSeconds()}. */
    @WithDefault("100")
    int userMaxAttempts();

    @WithDefault("3600")
    int userLockoutTtlSeconds();
}
