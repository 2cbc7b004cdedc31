package io.golden.auth.key;

import io.golden.auth.secret.DerivedKeys;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/** AES-GCM over private keys at rest. The {@code kid} is bound in, so that rows cannot be swapped unseen. */
@Singleton
final class PrivateKeySeal {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final List<SecretKey> keys;

    @Inject
    PrivateKeySeal(DerivedKeys derived) {
        this.keys = derived.of("signing keys", "AES");
    }

    Buffer seal(String kid, byte[] privateKey) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            var sealed =
                    cipher(Cipher.ENCRYPT_MODE, keys.getFirst(), nonce, kid).doFinal(privateKey);
            return Buffer.buffer(NONCE_BYTES + sealed.length).appendBytes(nonce).appendBytes(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A signing key could not be encrypted", e);
        }
    }

    /**
     * @throws IllegalStateException when neither {@code JWT_SECRET} nor {@code JWT_SECRET_PREVIOUS} opens it
     */
    Opened open(String kid, Buffer sealed) {
        var nonce = sealed.getBytes(0, NONCE_BYTES);
        var text = sealed.getBytes(NONCE_BYTES, sealed.length());
        GeneralSecurityException last = null;
        for (int i = 0; i < keys.size(); i++) {
            try {
                var plain = cipher(Cipher.DECRYPT_MODE, keys.get(i), nonce, kid).doFinal(text);
                return new Opened(Buffer.buffer(plain), i > 0);
            } catch (GeneralSecurityException e) {
                last = e;
            }
        }
        throw new IllegalStateException(
                "JWT_SECRET does not open signing key " + kid + ": set JWT_SECRET_PREVIOUS to the secret before", last);
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, String kid) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(kid.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /** A key in the clear, and whether the previous secret opened it, so that it must be sealed anew. */
    record Opened(Buffer privateKey, boolean byPreviousSecret) {}
}
