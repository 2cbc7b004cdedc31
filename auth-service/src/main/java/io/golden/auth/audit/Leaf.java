package io.golden.auth.audit;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What a seal says of one row, so that a row that is gone or changed can be named. */
record Leaf(UUID id, Instant createdAt, byte[] hash) {
    private static final int HASH_BYTES = 32;
    static final int BYTES = 3 * Long.BYTES + HASH_BYTES;

    static Leaf of(AuditRow row) {
        return new Leaf(row.id(), row.createdAt(), Digest.of(row));
    }

    static byte[] encode(List<Leaf> leaves) {
        var bytes = ByteBuffer.allocate(Math.multiplyExact(leaves.size(), BYTES));
        leaves.forEach(leaf -> bytes.putLong(leaf.id.getMostSignificantBits())
                .putLong(leaf.id.getLeastSignificantBits())
                .putLong(Digest.micros(leaf.createdAt))
                .put(leaf.hash));
        return bytes.array();
    }

    /** As many as the bytes hold; a rest that is none was not written by a sealer and does not match the seal's hash either. */
    static List<Leaf> decode(byte[] encoded) {
        var bytes = ByteBuffer.wrap(encoded);
        var leaves = new ArrayList<Leaf>(encoded.length / BYTES);
        while (bytes.remaining() >= BYTES) {
            var id = new UUID(bytes.getLong(), bytes.getLong());
            var createdAt = Digest.instant(bytes.getLong());
            var hash = new byte[HASH_BYTES];
            bytes.get(hash);
            leaves.add(new Leaf(id, createdAt, hash));
        }
        return leaves;
    }
}
