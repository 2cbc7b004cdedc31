package io.golden.auth.password;

import io.golden.auth.secret.DerivedKeys;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Tells whether two passwords are the same, to whoever knows {@code JWT_SECRET}: what an idempotency key remembers of a
 * request. A plain hash there would be guessed a million times faster than bcrypt's.
 */
@Singleton
public final class PasswordProof {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKey key;

    PasswordProof(DerivedKeys derived) {
        this.key = derived.of("idempotent passwords", ALGORITHM).getFirst();
    }

    public String of(String password) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no " + ALGORITHM, e);
        }
    }
}
