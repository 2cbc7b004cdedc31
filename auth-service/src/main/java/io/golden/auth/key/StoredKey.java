package io.golden.auth.key;

/** A row of {@code signing_keys} that is still published. */
record StoredKey(Jwk jwk, byte[] privateKeyEncrypted, boolean active) {
    String kid() {
        return jwk.kid();
    }
}
