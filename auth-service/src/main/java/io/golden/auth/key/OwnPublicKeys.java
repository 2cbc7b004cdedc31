package io.golden.auth.key;

import io.golden.commons.caller.PublicKeys;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Verification keys straight from the table, since this service need not ask itself over HTTP. */
@Singleton
final class OwnPublicKeys implements PublicKeys {
    private static final Duration BETWEEN_RELOADS = Duration.ofSeconds(10);

    private final SigningKeys keys;
    private final Clock clock;
    private final AtomicReference<Instant> reloaded = new AtomicReference<>(Instant.EPOCH);

    OwnPublicKeys(SigningKeys keys) {
        this.keys = keys;
        this.clock = Clock.systemUTC();
    }

    @Override
    public Uni<Optional<PublicKey>> find(String kid) {
        var known = known(kid);
        return known.isPresent() || !mayReload()
                ? Uni.createFrom().item(known)
                : keys.reload().map(_ -> known(kid));
    }

    @Override
    public Optional<PublicKey> known(String kid) {
        return keys.publicKey(kid);
    }

    /** A flood of invented kids costs one query in ten seconds. */
    private boolean mayReload() {
        var last = reloaded.get();
        var now = clock.instant();
        return now.isAfter(last.plus(BETWEEN_RELOADS)) && reloaded.compareAndSet(last, now);
    }
}
