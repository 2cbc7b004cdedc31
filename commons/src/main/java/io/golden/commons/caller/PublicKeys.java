package io.golden.commons.caller;

import io.smallrye.mutiny.Uni;
import java.security.PublicKey;
import java.util.Optional;

/**
 * The keys that access tokens are verified with. Everywhere but in auth-service they are auth-service's JWKS, cached;
 * auth-service, which owns them, brings its own bean.
 */
public interface PublicKeys {
    /**
     * The key of that {@code kid}, or empty when no such key is published. May ask auth-service once, boundedly; fails
     * with 503 while no key was ever loaded.
     */
    Uni<Optional<PublicKey>> find(String kid);

    /** The key of that {@code kid} if it is in memory now. Never blocks. */
    Optional<PublicKey> known(String kid);
}
