package io.golden.data.redis;

import io.golden.commons.ratelimit.LocalRateLimiter;
import io.golden.commons.ratelimit.RateLimiter;
import io.quarkus.redis.client.RedisClientName;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Counts for all replicas in Redis, by one atomic script on Redis's own clock. While Redis is lost the limiter of this
 * process counts, at the same limits.
 */
@ApplicationScoped
class RedisRateLimiter implements RateLimiter {
    /** Generic cell rate: one key per caller, the time at which all its permits are back. */
    private static final String TAKE = """
            local t = redis.call('TIME')
            local now = t[1] * 1000000 + t[2]
            local step = tonumber(ARGV[1])
            local burst = step * tonumber(ARGV[2])
            local tat = tonumber(redis.call('GET', KEYS[1]) or now)
            if tat < now then tat = now end
            if tat > now + burst then
              -- The clock was set back: nobody waits for the hour that it took.
              tat = now + burst
              redis.call('SET', KEYS[1], string.format('%.0f', tat), 'PX', math.ceil(burst / 1000) + 1)
            end
            local used = tat - now
            if used + step > burst then
              return {0, used}
            end
            used = used + step
            redis.call('SET', KEYS[1], string.format('%.0f', now + used), 'PX', math.ceil(used / 1000) + 1)
            return {1, used}
            """;

    private static final String GIVE_BACK = """
            local tat = redis.call('GET', KEYS[1])
            if tat then
              redis.call('SET', KEYS[1], string.format('%.0f', tonumber(tat) - tonumber(ARGV[1])), 'KEEPTTL')
            end
            return 0
            """;

    private static final String PREFIX = "rl:";

    private final RedisAPI redis;
    private final LocalRateLimiter local;
    private final RedisGuard guard;
    private final Duration patience;

    RedisRateLimiter(
            @RedisClientName("limits") RedisAPI redis,
            LocalRateLimiter local,
            RedisGuard guard,
            @ConfigProperty(name = "quarkus.redis.limits.timeout") Duration patience) {
        this.redis = redis;
        this.patience = patience;
        this.local = local;
        this.guard = guard;
    }

    @Override
    public Uni<Decision> take(String key, Limit limit) {
        return inRedis(
                TAKE,
                List.of(PREFIX + key, Long.toString(limit.emissionMicros()), Integer.toString(limit.permits())),
                response -> decision(limit, response),
                () -> local.take(key, limit));
    }

    @Override
    public Uni<Void> giveBack(String key, Limit limit) {
        return inRedis(
                GIVE_BACK,
                List.of(PREFIX + key, Long.toString(limit.emissionMicros())),
                _ -> null,
                () -> local.giveBack(key, limit));
    }

    private <T> Uni<T> inRedis(
            String script, List<String> arguments, Function<Response, T> read, Supplier<Uni<T>> locally) {
        if (!guard.mayTry()) {
            return locally.get();
        }
        var command = new ArrayList<>(List.of(script, "1"));
        command.addAll(arguments);
        return redis.eval(command)
                .ifNoItem()
                .after(patience)
                .fail()
                .invoke(guard::succeeded)
                .map(read)
                .onFailure()
                .recoverWithUni(failure -> {
                    guard.failed(failure);
                    return locally.get();
                });
    }

    private static Decision decision(Limit limit, Response response) {
        boolean allowed = response.get(0).toInteger() == 1;
        long step = limit.emissionMicros();
        long burst = step * limit.permits();
        long used = response.get(1).toLong();
        return new Decision(
                allowed,
                limit,
                Math.max(0, (burst - used) / step),
                allowed ? Duration.ZERO : micros(used + step - burst),
                micros(used));
    }

    private static Duration micros(long micros) {
        return Duration.ofNanos(micros * 1000);
    }
}
