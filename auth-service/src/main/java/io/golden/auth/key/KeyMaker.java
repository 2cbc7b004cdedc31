package io.golden.auth.key;

import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.UUID;

/** Makes RSA keys, and opens those that were stored. */
@Singleton
final class KeyMaker {
    private static final int RSA_BITS = 2048;

    private final PrivateKeySeal seal;

    KeyMaker(PrivateKeySeal seal) {
        this.seal = seal;
    }

    /** A new key; tenths of a second of arithmetic, not for an event loop. */
    StoredKey make() {
        var kid = UUID.randomUUID().toString();
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(RSA_BITS);
            var pair = generator.generateKeyPair();
            var sealed = seal.seal(kid, pair.getPrivate().getEncoded());
            return StoredKey.fresh(Jwk.of(kid, (RSAPublicKey) pair.getPublic()), sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no RSA", e);
        }
    }

    PrivateKey open(StoredKey key) {
        var bytes = seal.open(key.kid(), key.privateKeyEncrypted()).secret();
        try {
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Signing key " + key.kid() + " is damaged", e);
        }
    }
}
