package io.golden.commons.ratelimit;

import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The limiter of this process alone: what counts where there is no Redis, or while Redis is down. */
@ApplicationScoped
@DefaultBean
public class LocalRateLimiter implements RateLimiter {
    private static final int MAX_KEYS = 50_000;

    /** Per key the theoretical arrival time of GCRA, in microseconds: a key whose time has passed is as good as absent. */
    private final ConcurrentHashMap<String, Long> arrivals = new ConcurrentHashMap<>();

    private final LongSupplier nowMicros;

    @Inject
    public LocalRateLimiter() {
        this(() -> System.nanoTime() / 1000);
    }

    LocalRateLimiter(LongSupplier nowMicros) {
        this.nowMicros = nowMicros;
    }

    @Override
    public Uni<Decision> take(String key, Limit limit) {
        return Uni.createFrom().item(() -> takeNow(key, limit));
    }

    @Override
    public Uni<Void> giveBack(String key, Limit limit) {
        arrivals.computeIfPresent(key, (k, at) -> at - limit.emissionMicros());
        return Uni.createFrom().voidItem();
    }

    private Decision takeNow(String key, Limit limit) {
        long now = nowMicros.getAsLong();
        makeRoom(now);
        long step = limit.emissionMicros();
        long burst = step * limit.permits();
        var allowed = new boolean[1];
        long arrival = arrivals.compute(key, (k, before) -> {
            long start = before == null ? now : Math.max(before, now);
            allowed[0] = start + step - now <= burst;
            return allowed[0] ? start + step : start;
        });
        long used = arrival - now;
        return new Decision(
                allowed[0],
                limit,
                Math.max(0, (burst - used) / step),
                allowed[0] ? Duration.ZERO : micros(used + step - burst),
                micros(used));
    }

    /** Forgets keys whose permits are all back; when that is not enough, all of them: bounded memory goes first. */
    private void makeRoom(long now) {
        if (arrivals.size() < MAX_KEYS) {
            return;
        }
        arrivals.values().removeIf(at -> at <= now);
        if (arrivals.size() >= MAX_KEYS) {
            arrivals.clear();
        }
    }

    private static Duration micros(long micros) {
        return Duration.ofNanos(micros * 1000);
    }
}
