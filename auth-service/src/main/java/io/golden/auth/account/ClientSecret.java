package io.golden.auth.account;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** A client secret: long and random, so that one SHA-256 protects it. */
final class ClientSecret {
    static final int FEWEST_CHARACTERS = 32;

    private static final int BYTES = 32;

    private ClientSecret() {}

    /** A new one, of 256 random bits. */
    static String make() {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static Buffer hash(String secret) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return Buffer.buffer(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }

    /** In a time that tells nothing of where they differ. */
    static boolean matches(String secret, Buffer hash) {
        return MessageDigest.isEqual(hash(secret).getBytes(), hash.getBytes());
    }
}
