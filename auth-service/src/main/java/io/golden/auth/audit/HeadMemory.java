package io.golden.auth.audit;

import io.golden.auth.audit.ChainGuard.Head;
import io.quarkus.redis.client.RedisClientName;
import io.vertx.mutiny.redis.client.RedisAPI;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The last seal, in Redis: out of reach of the database's owner, and there when every replica was restarted. */
@Singleton
final class HeadMemory {
    private static final Logger LOG = Logger.getLogger(HeadMemory.class);
    private static final String KEY = "golden:audit:head";
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final RedisAPI redis;

    HeadMemory(@RedisClientName("limits") RedisAPI redis) {
        this.redis = redis;
    }

    /** Empty when Redis knows none, or is gone: then the process's own memory and the log must do. */
    Optional<Head> read() {
        return redis.get(KEY)
                .map(value -> Optional.ofNullable(value).map(Object::toString).flatMap(HeadMemory::parse))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .recoverWithItem(Optional.empty())
                .await()
                .atMost(PATIENCE.multipliedBy(2));
    }

    void write(Head head) {
        redis.set(List.of(KEY, head.number() + " " + head.hex()))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .invoke(failure -> LOG.debugf("Redis does not remember seal %d: %s", head.number(), failure))
                .onFailure()
                .recoverWithNull()
                .await()
                .atMost(PATIENCE.multipliedBy(2));
    }

    private static Optional<Head> parse(String text) {
        var parts = text.split(" ", 2);
        try {
            return Optional.of(new Head(Long.parseLong(parts[0]), HexFormat.of().parseHex(parts[1])));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            LOG.warnf("%s in Redis is no seal: %s", KEY, text);
            return Optional.empty();
        }
    }
}
