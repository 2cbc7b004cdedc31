package io.golden.auth.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** SHA-256 over fields: each with its length before it, so that no two lists of fields look the same. */
final class Digest {
    private static final int MICROS = 1_000_000;
    private static final int NANOS_IN_MICRO = 1_000;
    private static final int ABSENT = -1;

    private final MessageDigest sha256;
    private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);

    /** @param purpose what is hashed, so that a hash of one thing is never one of another */
    Digest(String purpose) {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
        add(purpose);
    }

    static byte[] of(AuditRow row) {
        return new Digest("golden audit row 1")
                .add(row.id())
                .add(row.createdAt())
                .add(row.writtenIn())
                .add(row.userId())
                .add(row.role())
                .add(row.action())
                .add(row.resourceType())
                .add(row.resourceId())
                .add(row.details())
                .add(row.requestId())
                .add(row.sourceIp())
                .add(row.service())
                .add(row.writtenBy())
                .bytes();
    }

    /** The precision of the database. */
    static long micros(Instant time) {
        return Math.addExact(
                Math.multiplyExact(time.getEpochSecond(), (long) MICROS), (long) time.getNano() / NANOS_IN_MICRO);
    }

    static Instant instant(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, (long) MICROS), Math.floorMod(micros, (long) MICROS) * NANOS_IN_MICRO);
    }

    Digest add(String text) {
        return add(text.getBytes(StandardCharsets.UTF_8));
    }

    Digest add(Optional<String> text) {
        if (text.isPresent()) {
            return add(text.get());
        }
        length(ABSENT);
        return this;
    }

    Digest add(byte[] bytes) {
        length(bytes.length);
        sha256.update(bytes);
        return this;
    }

    Digest add(long value) {
        number.clear();
        sha256.update(number.putLong(value).flip());
        return this;
    }

    Digest add(UUID id) {
        return add(id.getMostSignificantBits()).add(id.getLeastSignificantBits());
    }

    Digest add(Instant time) {
        return add(micros(time));
    }

    byte[] bytes() {
        return sha256.digest();
    }

    private void length(int bytes) {
        number.clear();
        sha256.update(number.putInt(bytes).flip());
    }
}
