package io.golden.commons.caller;

import io.golden.commons.revocation.RevokedTokens;
import io.golden.commons.revocation.TokenMarks;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tokens whose signature was verified already: verifying costs more than answering most requests. A token is believed
 * as long as it is valid, not revoked, and its key still the published one.
 */
final class VerifiedTokens {
    private static final int MAX_TOKENS = 4_096;

    private record Verified(Caller caller, TokenMarks marks, String kid, PublicKey key) {}

    private final ConcurrentHashMap<String, Verified> tokens = new ConcurrentHashMap<>();
    private final PublicKeys keys;
    private final RevokedTokens revoked;
    private final Duration skew;
    private final Clock clock;

    VerifiedTokens(PublicKeys keys, RevokedTokens revoked, Duration skew, Clock clock) {
        this.keys = keys;
        this.revoked = revoked;
        this.skew = skew;
        this.clock = clock;
    }

    Optional<Caller> find(String token) {
        var verified = tokens.get(token);
        if (verified == null) {
            return Optional.empty();
        }
        boolean valid = clock.instant().isBefore(verified.caller().expiresAt().plus(skew))
                && keys.known(verified.kid()).filter(verified.key()::equals).isPresent()
                && !revoked.includes(verified.marks());
        if (!valid) {
            tokens.remove(token, verified);
            return Optional.empty();
        }
        return Optional.of(verified.caller());
    }

    /** False, and not kept, when the token is revoked. */
    boolean keep(String token, String kid, PublicKey key, Caller caller) {
        var marks = caller.marks();
        if (revoked.includes(marks)) {
            return false;
        }
        if (tokens.size() >= MAX_TOKENS) {
            makeRoom();
        }
        tokens.put(token, new Verified(caller, marks, kid, key));
        return true;
    }

    /** Forgets what has expired; when that is not half, everything: a token is verified again at little cost. */
    private void makeRoom() {
        Instant now = clock.instant();
        tokens.values().removeIf(verified -> verified.caller().expiresAt().isBefore(now));
        if (tokens.size() > MAX_TOKENS / 2) {
            tokens.clear();
        }
    }
}
