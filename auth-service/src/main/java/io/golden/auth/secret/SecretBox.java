package io.golden.auth.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/** AES-GCM over what rests in the database. A name is bound in, so that two boxes cannot be swapped unseen. */
public final class SecretBox {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final List<SecretKey> keys;

    /** @param keys the current one first, then the previous one if there is one */
    public SecretBox(List<SecretKey> keys) {
        this.keys = List.copyOf(keys);
    }

    public byte[] seal(String name, byte[] secret) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            var sealed =
                    cipher(Cipher.ENCRYPT_MODE, keys.getFirst(), nonce, name).doFinal(secret);
            var box = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
            System.arraycopy(sealed, 0, box, NONCE_BYTES, sealed.length);
            return box;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(name + " could not be encrypted", e);
        }
    }

    /** Empty when neither {@code JWT_SECRET} nor {@code JWT_SECRET_PREVIOUS} opens it. */
    public Optional<Opened> open(String name, byte[] box) {
        if (box.length < NONCE_BYTES) {
            return Optional.empty();
        }
        var nonce = Arrays.copyOf(box, NONCE_BYTES);
        for (int i = 0; i < keys.size(); i++) {
            try {
                var plain = cipher(Cipher.DECRYPT_MODE, keys.get(i), nonce, name)
                        .doFinal(box, NONCE_BYTES, box.length - NONCE_BYTES);
                return Optional.of(new Opened(plain, i > 0));
            } catch (GeneralSecurityException e) {
                // Not this key's; the next one may open it.
            }
        }
        return Optional.empty();
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, String name) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /** A secret in the clear, and whether the previous key opened it, so that it must be sealed anew. */
    public record Opened(byte[] secret, boolean byPreviousKey) {}
}
