package io.golden.data.redis;

import io.quarkus.redis.client.RedisClientName;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.redis.client.RedisAPI;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.jboss.logging.Logger;

/** The lines that operators look for when a service starts. */
@ApplicationScoped
class RedisAnnouncement {
    private static final Logger LOG = Logger.getLogger(RedisAnnouncement.class);

    private final RedisAPI redis;
    private final RedisAPI limits;

    RedisAnnouncement(RedisAPI redis, @RedisClientName("limits") RedisAPI limits) {
        this.redis = redis;
        this.limits = limits;
    }

    /** Asks without waiting: the service starts without Redis too. */
    void start(@Observes StartupEvent event) {
        redis.ping(List.of())
                .subscribe()
                .with(
                        _ -> LOG.info("Redis connected"),
                        failure -> LOG.warnf("Redis is not reachable, going on without it: %s", failure.getMessage()));
        limits.ping(List.of())
                .subscribe()
                .with(
                        _ -> LOG.info("Rate limiter initialized with Redis storage"),
                        _ -> LOG.warn("Rate limiter initialized with local storage until Redis is reachable"));
    }
}
