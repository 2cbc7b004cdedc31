package io.golden.auth.attempt;

import io.golden.auth.SteadyClock;
import io.golden.commons.ratelimit.RequestLimits;
import io.golden.data.nats.Signals;
import io.quarkus.redis.client.RedisClientName;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Counts every attempt before its password is looked at, in Redis for all replicas together: a thousand guesses at
 * once get no more looks than one after the other. While Redis is away each replica counts for itself.
 */
@Singleton
public final class LoginAttempts {
    private static final Logger LOG = Logger.getLogger(LoginAttempts.class);
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final String UNLOCKED = "golden.auth.unlocked";

    private final RedisAPI redis;
    private final Signals signals;
    private final Limits limits;
    private final LocalAttempts local;
    private final AttemptHeaders headers;

    @Inject
    LoginAttempts(
            @RedisClientName("limits") RedisAPI redis,
            Signals signals,
            RequestLimits requests,
            CurrentVertxRequest request,
            LoginConfig config) {
        this.redis = redis;
        this.signals = signals;
        this.limits = Limits.of(config);
        this.local = new LocalAttempts(limits, new SteadyClock());
        this.headers = new AttemptHeaders(requests, request, limits);
    }

    void listen(@Observes StartupEvent event) {
        signals.listen(UNLOCKED, Unlocked.class, (_, unlocked) -> local.unlock(unlocked.user()));
    }

    /** Whether the password may be looked at; if so it is counted as wrong. */
    public Uni<Attempt> begin(AttemptKey key) {
        return run(AttemptScripts.BEGIN, key)
                .map(response -> attempt(key, response))
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.debugf("Redis is away (%s), attempts are counted here", failure.getMessage());
                    return local.begin(key);
                })
                .invoke(headers::tell);
    }

    /** The password was right: the count of this address ends. */
    public Uni<Void> succeeded(AttemptKey key, Attempt.Counted counted) {
        local.succeeded(key, counted.place());
        headers.tellGivenBack(counted);
        return tell(
                switch (counted.place()) {
                    case REDIS -> AttemptScripts.SUCCEEDED;
                    case THIS_PROCESS -> AttemptScripts.CLEARED;
                },
                key);
    }

    /** The attempt was refused for want of threads: that must not lock anybody out. */
    public Uni<Void> notLookedAt(AttemptKey key, Attempt.Counted counted) {
        local.notLookedAt(key, counted.place());
        return switch (counted.place()) {
            case REDIS -> tell(AttemptScripts.NOT_LOOKED_AT, key);
            case THIS_PROCESS -> Uni.createFrom().voidItem();
        };
    }

    /**
     * Forgets what was counted of a user, in Redis and in every replica. False when Redis is away: what it remembers
     * will count again when it is back.
     */
    public Uni<Boolean> unlock(String username) {
        var user = AttemptKey.user(username);
        local.unlock(user);
        signals.send(UNLOCKED, new Unlocked(user));
        var command = List.of(
                AttemptScripts.UNLOCK,
                "2",
                AttemptKey.everywhere(user),
                AttemptKey.addresses(user),
                AttemptKey.lockouts(user),
                AttemptKey.rates(user));
        return redis.eval(command)
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .replaceWith(true)
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.warnf("Redis is away (%s) and was not told of an unlock", failure.getMessage());
                    return false;
                });
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
                "4",
                key.lockout(),
                key.rate(),
                key.everywhere(),
                AttemptKey.addresses(key.user()),
                String.valueOf(limits.most()),
                String.valueOf(limits.ttl()),
                String.valueOf(limits.mostOfUser()),
                String.valueOf(limits.userTtl()),
                String.valueOf(limits.interval()),
                String.valueOf(limits.burst()),
                key.address());
        return redis.eval(command).ifNoItem().after(PATIENCE).fail();
    }

    private Attempt attempt(AttemptKey key, Response response) {
        var number = response.get(1).toLong();
        return switch (response.get(0).toInteger()) {
            case AttemptScripts.COUNTED ->
                local.confirm(
                        key, number, response.get(2).toLong(), response.get(3).toLong());
            case AttemptScripts.LOCKED -> local.locked(key, number);
            default -> new Attempt.Refused(Duration.ofMillis(number));
        };
    }

    /** A signal between replicas. */
    @RegisterForReflection
    record Unlocked(String user) {}
}
