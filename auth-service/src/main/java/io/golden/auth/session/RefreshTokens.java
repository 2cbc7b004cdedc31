package io.golden.auth.session;

import io.golden.auth.secret.DerivedKeys;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** Makes refresh tokens and knows its own. */
@Singleton
final class RefreshTokens {
    private static final String ALGORITHM = "HmacSHA256";

    private final List<SecretKey> keys;

    @Inject
    RefreshTokens(DerivedKeys derived) {
        this.keys = derived.of("refresh tokens", ALGORITHM);
    }

    RefreshToken make(UUID sessionId, int generation) {
        return new RefreshToken(sessionId, generation, proof(keys.getFirst(), sessionId, generation));
    }

    RefreshToken successor(RefreshToken token) {
        return make(token.sessionId(), token.generation() + 1);
    }

    /** Whether this service made it, now or under the secret before. */
    boolean isOurs(RefreshToken token) {
        return keys.stream()
                .map(key -> proof(key, token.sessionId(), token.generation()))
                .anyMatch(proof ->
                        MessageDigest.isEqual(proof.getBytes(), token.proof().getBytes()));
    }

    private static Buffer proof(SecretKey key, UUID sessionId, int generation) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Buffer.buffer(mac.doFinal(RefreshToken.named(sessionId, generation)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no " + ALGORITHM, e);
        }
    }
}
