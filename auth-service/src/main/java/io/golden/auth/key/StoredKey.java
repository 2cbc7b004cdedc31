package io.golden.auth.key;

import io.vertx.core.buffer.Buffer;

/** A row of {@code signing_keys} that is still published. */
record StoredKey(Jwk jwk, Buffer privateKeyEncrypted, boolean active) {
    String kid() {
        return jwk.kid();
    }
}
