package io.golden.supervisor.suite;

import io.golden.commons.health.HealthComponent;
import io.golden.commons.health.HealthState;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Redis once more, under the name that the suite's users know. */
@ApplicationScoped
class CacheHealth implements HealthComponent {
    private final RedisAPI redis;

    CacheHealth(RedisAPI redis) {
        this.redis = redis;
    }

    @Override
    public String name() {
        return "cache";
    }

    @Override
    public HealthState whenLost() {
        return HealthState.DEGRADED;
    }

    @Override
    public Uni<Void> probe() {
        return redis.ping(List.of()).replaceWithVoid();
    }
}
