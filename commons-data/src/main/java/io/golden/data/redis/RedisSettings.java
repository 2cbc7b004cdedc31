package io.golden.data.redis;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import java.util.Optional;

/** Presence and form are checked at start (io.golden.data.config). */
@ConfigMapping(prefix = "")
interface RedisSettings {
    @WithName("redis.url")
    Optional<String> url();

    @WithName("redis.db")
    Optional<String> db();

    /** {@code RATE_LIMIT_STORAGE_URI}: {@code REDIS_URL} when unset. */
    @WithName("rate-limit.storage-uri")
    Optional<String> rateLimitStorageUri();
}
