package io.golden.supervisor.suite;

import io.golden.data.redis.RedisHealth;
import io.vertx.mutiny.redis.client.RedisAPI;
import jakarta.inject.Singleton;

/** Redis once more, under the name that the suite's users know. */
@Singleton
class CacheHealth extends RedisHealth {
    CacheHealth(RedisAPI redis) {
        super(redis);
    }

    @Override
    public String name() {
        return "cache";
    }
}
