package io.golden.auth.attempt;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** The same counting as in Redis, in this process, for as long as Redis is away. */
final class LocalAttempts {
    private static final int MOST_KEYS = 20_000;

    private final Limits limits;
    private final InstantSource clock;
    private final Map<String, Count> counts = new LinkedHashMap<>();

    LocalAttempts(Limits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
    }

    synchronized Attempt begin(AttemptKey key) {
        var now = clock.millis();
        var here = live(key.lockout(), now);
        var inRedis = live(key.inRedis(), now);
        if (here.value() + inRedis.value() >= limits.most()) {
            return refused(Math.max(here.until(), inRedis.until()) - now);
        }
        var everywhere = live(key.everywhere(), now);
        if (everywhere.value() >= limits.mostOfUser()) {
            return refused(everywhere.until() - now);
        }
        var rate = Math.max(live(key.rate(), now).value(), now);
        var wait = rate - now - limits.interval() * (limits.burst() - 1);
        if (wait > 0) {
            return refused(wait);
        }
        put(key.rate(), new Count(rate + limits.interval(), rate + limits.interval()), now);
        put(key.lockout(), here.plusOne(now + limits.ttl()), now);
        put(key.everywhere(), everywhere.plusOne(now + limits.userTtl()), now);
        return counted(Attempt.Place.THIS_PROCESS, rate + limits.interval() - now);
    }

    /**
     * Redis counted this attempt as the how-manieth. What was counted here while Redis did not answer, in the midst of
     * a flood, comes on top: both together get no more looks than either alone.
     */
    synchronized Attempt confirm(AttemptKey key, long inRedis, long millisLeft, long used) {
        var now = clock.millis();
        var here = live(key.lockout(), now);
        // Its answers may overtake each other: the highest is the latest.
        var most = Math.max(inRedis, live(key.inRedis(), now).value());
        put(key.inRedis(), new Count(most, now + millisLeft), now);
        return here.value() + inRedis > limits.most()
                ? refused(here.until() - now)
                : counted(Attempt.Place.REDIS, used);
    }

    /** Redis says that the looks are used up, maybe by other replicas: so they are when Redis is gone. */
    synchronized Attempt locked(AttemptKey key, long millisLeft) {
        var now = clock.millis();
        put(key.inRedis(), new Count(limits.most(), now + millisLeft), now);
        return refused(millisLeft);
    }

    synchronized void succeeded(AttemptKey key, Attempt.Place place) {
        counts.remove(key.lockout());
        counts.remove(key.inRedis());
        if (place == Attempt.Place.THIS_PROCESS) {
            giveBackShared(key);
        }
    }

    synchronized void notLookedAt(AttemptKey key, Attempt.Place place) {
        switch (place) {
            case REDIS -> counts.computeIfPresent(key.inRedis(), (_, count) -> count.minusOne());
            case THIS_PROCESS -> {
                counts.computeIfPresent(key.lockout(), (_, count) -> count.minusOne());
                giveBackShared(key);
            }
        }
    }

    /** Forgets a user, by the name's hash. */
    synchronized void unlock(String user) {
        counts.keySet().removeIf(key -> key.startsWith(AttemptKey.prefix(user)));
    }

    private void giveBackShared(AttemptKey key) {
        counts.computeIfPresent(key.everywhere(), (_, count) -> count.minusOne());
        counts.computeIfPresent(
                key.rate(), (_, rate) -> new Count(rate.value() - limits.interval(), rate.until() - limits.interval()));
    }

    private Count live(String key, long now) {
        var count = counts.get(key);
        return count == null || count.until() <= now ? Count.NONE : count;
    }

    private void put(String key, Count count, long now) {
        counts.put(key, count);
        if (counts.size() > MOST_KEYS) {
            counts.values().removeIf(old -> old.until() <= now);
        }
        while (counts.size() > MOST_KEYS) {
            counts.remove(counts.keySet().iterator().next());
        }
    }

    private static Attempt counted(Attempt.Place place, long used) {
        return new Attempt.Counted(place, Duration.ofMillis(used));
    }

    private static Attempt refused(long millis) {
        return new Attempt.Refused(Duration.ofMillis(millis));
    }

    private record Count(long value, long until) {
        static final Count NONE = new Count(0, 0);

        Count plusOne(long untilWhenFirst) {
            return new Count(value + 1, value == 0 ? untilWhenFirst : until);
        }

        Count minusOne() {
            return new Count(Math.max(0, value - 1), until);
        }
    }
}
