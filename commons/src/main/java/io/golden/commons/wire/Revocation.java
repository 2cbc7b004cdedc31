package io.golden.commons.wire;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * {@code event.auth.session.revoked}, and an entry of {@code GET /api/v1/auth/revocations}: which access tokens are no
 * longer good.
 *
 * @param kind {@link #TOKEN}, {@link #SESSION}, {@link #USER} or {@link #ACCOUNT}; others are to be ignored
 * @param hash {@link #hash} of the token's {@code jti}, its {@code sid} or its {@code sub}
 * @param generation of a user or an account: tokens whose {@code gen} is lower are revoked
 * @param exceptSession hash of the user's session whose tokens go on
 * @param expiresAt when every token that this revokes has expired
 */
@RegisterForReflection
public record Revocation(
        String kind, String hash, Optional<Long> generation, Optional<String> exceptSession, Instant expiresAt) {
    /** The NATS subject. */
    public static final String SUBJECT = "event.auth.session.revoked";

    public static final String TOKEN = "token";
    public static final String SESSION = "session";
    public static final String USER = "user";
    public static final String ACCOUNT = "account";

    /** SHA-256 of {@code kind:id} in hex. */
    public static String hash(String kind, String id) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest((kind + ":" + id).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }
}
