package io.golden.data.redis;

import io.golden.commons.health.HealthComponent;
import io.golden.commons.health.HealthState;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Asks Redis by a PING. Without it the local limiter counts. */
@ApplicationScoped
public class RedisHealth implements HealthComponent {
    private final RedisAPI redis;

    /** A subclass is Redis once more, under another name. */
    protected RedisHealth(RedisAPI redis) {
        this.redis = redis;
    }

    @Override
    public String name() {
        return "redis";
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
