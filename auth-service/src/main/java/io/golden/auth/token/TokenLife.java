package io.golden.auth.token;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;

/** How long access tokens are good for. */
@Singleton
public final class TokenLife {
    /** Clocks may differ by 30 s, and what was read in a transaction is signed some seconds later. */
    public static final Duration MARGIN = Duration.ofSeconds(90);

    private final Duration ttl;

    @Inject
    TokenLife(TokenConfig config) {
        this.ttl = Duration.ofSeconds(config.ttlSeconds());
    }

    /** From issue to expiry. */
    public Duration ttl() {
        return ttl;
    }

    /** From now until no verifier anywhere accepts a token that was issued before now. */
    public Duration longest() {
        return ttl.plus(MARGIN);
    }
}
