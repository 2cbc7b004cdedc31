package io.golden.auth.me;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** {@code CACHE_TTL}. */
@ConfigMapping(prefix = "cache")
interface CacheConfig {
    /** Seconds for which what was read may be shown where no notice of its change arrives. */
    @WithDefault("60")
    int ttl();
}
