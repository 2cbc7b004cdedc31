package io.golden.auth.login;

import io.quarkus.redis.client.RedisClientName;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Counts every attempt before its password is looked at, in Redis for all replicas together: a thousand guesses at
 * once get no more looks than one after the other. While Redis is away each replica counts for itself.
 */
@Singleton
final class LoginAttempts {
    private static final Logger LOG = Logger.getLogger(LoginAttempts.class);
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final RedisAPI redis;
    private final Limits limits;
    private final LocalAttempts local;

    @Inject
    LoginAttempts(@RedisClientName("limits") RedisAPI redis, LoginConfig config) {
        this.redis = redis;
        this.limits = Limits.of(config);
        this.local = new LocalAttempts(limits, InstantSource.system());
    }

    Uni<Attempt> begin(AttemptKey key) {
        return run(AttemptScripts.BEGIN, key)
                .map(response -> attempt(key, response))
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.debugf("Redis is away (%s), attempts are counted here", failure.getMessage());
                    return local.begin(key);
                });
    }

    Uni<Void> succeeded(AttemptKey key) {
        local.succeeded(key);
        return tell(AttemptScripts.SUCCEEDED, key);
    }

    /** The attempt was refused for want of threads: that must not lock anybody out. */
    Uni<Void> notLookedAt(AttemptKey key) {
        local.notLookedAt(key);
        return tell(AttemptScripts.NOT_LOOKED_AT, key);
    }

    private Uni<Void> tell(String script, AttemptKey key) {
        return run(script, key)
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> LOG.debugf("Redis is away (%s)", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Response> run(String script, AttemptKey key) {
        var command = List.of(
                script,
                "3",
                key.lockout(),
                key.rate(),
                key.everywhere(),
                String.valueOf(limits.most()),
                String.valueOf(limits.ttl()),
                String.valueOf(limits.mostOfUser()),
                String.valueOf(limits.userTtl()),
                String.valueOf(limits.interval()),
                String.valueOf(limits.burst()));
        return redis.eval(command).ifNoItem().after(PATIENCE).fail();
    }

    private Attempt attempt(AttemptKey key, Response response) {
        return response.get(0).toLong() == 1
                ? local.confirm(key, response.get(1).toLong())
                : new Attempt.Refused(Duration.ofMillis(response.get(1).toLong()));
    }
}
