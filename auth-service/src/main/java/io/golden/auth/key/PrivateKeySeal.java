package io.golden.auth.key;

import io.golden.auth.secret.DerivedKeys;
import io.golden.auth.secret.SecretBox;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Encrypts private keys at rest. The {@code kid} is bound in, so that rows cannot be swapped unseen. */
@Singleton
final class PrivateKeySeal {
    private final SecretBox box;

    @Inject
    PrivateKeySeal(DerivedKeys derived) {
        this.box = new SecretBox(derived.of("signing keys", "AES"));
    }

    Buffer seal(String kid, byte[] privateKey) {
        return Buffer.buffer(box.seal(kid, privateKey));
    }

    /**
     * @throws IllegalStateException when neither {@code JWT_SECRET} nor {@code JWT_SECRET_PREVIOUS} opens it
     */
    SecretBox.Opened open(String kid, Buffer sealed) {
        return box.open(kid, sealed.getBytes())
                .orElseThrow(() -> new IllegalStateException("JWT_SECRET does not open signing key " + kid
                        + ": set JWT_SECRET_PREVIOUS to the secret before"));
    }
}
