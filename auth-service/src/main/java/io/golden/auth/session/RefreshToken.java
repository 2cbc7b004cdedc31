package io.golden.auth.session;

import io.vertx.core.buffer.Buffer;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * A refresh token: which session it belongs to, the how-manieth of it, and a proof that this service made it. The
 * successor of a token is thus always the same one, and a token of long ago still names the family to revoke.
 */
record RefreshToken(UUID sessionId, int generation, Buffer proof) {
    private static final int PROOF_BYTES = 32;
    private static final int BYTES = 16 + 4 + PROOF_BYTES;

    /** Empty for what cannot be a token of ours. */
    static Optional<RefreshToken> parse(String text) {
        try {
            var bytes = Base64.getUrlDecoder().decode(text);
            if (bytes.length != BYTES) {
                return Optional.empty();
            }
            var buffer = ByteBuffer.wrap(bytes);
            var sessionId = new UUID(buffer.getLong(), buffer.getLong());
            var generation = buffer.getInt();
            var proof = new byte[PROOF_BYTES];
            buffer.get(proof);
            return Optional.of(new RefreshToken(sessionId, generation, Buffer.buffer(proof)));
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            return Optional.empty();
        }
    }

    String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(ByteBuffer.allocate(BYTES)
                        .put(named(sessionId, generation))
                        .put(proof.getBytes())
                        .array());
    }

    /** What the table keeps of it. */
    byte[] hash() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(named(sessionId, generation));
            return digest.digest(proof.getBytes());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }

    /** The part that the proof is over. */
    static byte[] named(UUID sessionId, int generation) {
        return ByteBuffer.allocate(20)
                .putLong(sessionId.getMostSignificantBits())
                .putLong(sessionId.getLeastSignificantBits())
                .putInt(generation)
                .array();
    }
}
