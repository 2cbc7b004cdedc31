package io.golden.auth.key;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Optional;

/**
 * A row of {@code signing_keys} that is still published.
 *
 * @param signFrom when it is to sign; the first key has no such moment
 * @param unpublishAt when the last token of a key that signs no more has expired
 * @param due whether the database's clock has come to the moment of its next change
 */
record StoredKey(
        Jwk jwk,
        Buffer privateKeyEncrypted,
        boolean active,
        Optional<Instant> signFrom,
        Optional<Instant> unpublishAt,
        boolean due) {

    static StoredKey fresh(Jwk jwk, Buffer privateKeyEncrypted) {
        return new StoredKey(jwk, privateKeyEncrypted, false, Optional.empty(), Optional.empty(), false);
    }

    String kid() {
        return jwk.kid();
    }

    /** Published, to sign later. */
    boolean pending() {
        return !active && unpublishAt.isEmpty();
    }
}
