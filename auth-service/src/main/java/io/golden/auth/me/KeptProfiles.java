package io.golden.auth.me;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Profiles that were read not long ago, by the name of their owner. One of a lower generation than a token's is none of
 * that token's: the name may be somebody else's by now.
 */
final class KeptProfiles {
    static final int MOST = 10_000;

    private record Kept(Profile profile, long generation, Instant until) {}

    private final ConcurrentHashMap<String, Kept> kept = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();
    private final Duration life;
    private final InstantSource clock;

    KeptProfiles(Duration life, InstantSource clock) {
        this.life = life;
        this.clock = clock;
    }

    Optional<Profile> find(String name, long generation) {
        var found = kept.get(name);
        return found != null
                        && found.generation() >= generation
                        && clock.instant().isBefore(found.until())
                ? Optional.of(found.profile())
                : Optional.empty();
    }

    /** To be asked for before a profile is read, and handed to {@link #keep}. */
    long changes() {
        return changes.get();
    }

    /** Keeps what was read, unless something changed since {@code changesBefore}: then it may be what was before. */
    void keep(String name, long generation, Profile profile, long changesBefore) {
        if (kept.size() >= MOST) {
            makeRoom();
        }
        var fresh = new Kept(profile, generation, clock.instant().plus(life));
        // Decided under the entry's lock, which forget() takes after it has counted.
        kept.compute(name, (_, before) -> changes.get() == changesBefore ? fresh : before);
    }

    void forget(String name) {
        changes.incrementAndGet();
        kept.remove(name);
    }

    int size() {
        return kept.size();
    }

    /** What has had its time goes; when that is not half, everything: it is read again at little cost. */
    private void makeRoom() {
        var now = clock.instant();
        kept.values().removeIf(one -> !now.isBefore(one.until()));
        if (kept.size() > MOST / 2) {
            kept.clear();
        }
    }
}
