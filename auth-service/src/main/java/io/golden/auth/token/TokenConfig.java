package io.golden.auth.token;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** {@code ACCESS_TOKEN_TTL_SECONDS}. */
@ConfigMapping(prefix = "access-token")
interface TokenConfig {
    @WithDefault("900")
    int ttlSeconds();
}
