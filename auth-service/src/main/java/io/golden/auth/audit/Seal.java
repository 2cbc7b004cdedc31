package io.golden.auth.audit;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

/**
 * A link of the chain.
 *
 * @param previous hash of the seal before; 32 zero bytes for the first
 * @param firstAt earliest time of its rows
 * @param lastAt latest time of its rows
 * @param leaves encoded {@link Leaf}s
 * @param hash over everything above it
 */
record Seal(
        long number,
        byte[] previous,
        Horizon horizon,
        Instant sealedAt,
        int rows,
        Instant firstAt,
        Instant lastAt,
        byte[] leaves,
        String kid,
        byte[] hash,
        byte[] signature) {
    static final byte[] NOTHING_BEFORE = new byte[32];

    /** Covers the rows, which are not empty. */
    static Seal over(List<AuditRow> rows, Link before, Horizon horizon, Instant now, SealKeys.Pair key) {
        var times = rows.stream().map(AuditRow::createdAt).toList();
        var leaves = Leaf.encode(rows.stream().map(Leaf::of).toList());
        var unsigned = new Seal(
                before.number() + 1,
                before.hash(),
                horizon,
                now,
                rows.size(),
                Collections.min(times),
                Collections.max(times),
                leaves,
                key.kid(),
                new byte[0],
                new byte[0]);
        var hash = unsigned.computeHash();
        return unsigned.signed(hash, key.sign(hash));
    }

    private Seal signed(byte[] hashed, byte[] signed) {
        return new Seal(number, previous, horizon, sealedAt, rows, firstAt, lastAt, leaves, kid, hashed, signed);
    }

    byte[] computeHash() {
        var digest = new Digest("golden audit seal 1")
                .add(number)
                .add(previous)
                .add(horizon.end())
                .add((long) horizon.open().size());
        horizon.open().forEach(digest::add);
        return digest.add(sealedAt)
                .add((long) rows)
                .add(firstAt)
                .add(lastAt)
                .add(leaves)
                .add(kid)
                .bytes();
    }

    boolean isUnchanged() {
        return Arrays.equals(hash, computeHash());
    }

    boolean follows(Link before) {
        return number == before.number() + 1 && Arrays.equals(previous, before.hash());
    }

    Link link() {
        return new Link(number, hash, horizon, sealedAt);
    }

    /** The line for the log: out of reach of whoever owns the database, and linked to the line before it. */
    String line() {
        var hex = HexFormat.of();
        return "audit seal %d rows %d until %s horizon %d previous %s hash %s key %s signature %s"
                .formatted(
                        number,
                        rows,
                        lastAt,
                        horizon.end(),
                        hex.formatHex(previous),
                        hex.formatHex(hash),
                        kid,
                        hex.formatHex(signature));
    }

    /** What the next seal has to know of this one. */
    record Link(long number, byte[] hash, Horizon horizon, Instant sealedAt) {
        static final Link NONE = new Link(0, NOTHING_BEFORE, Horizon.START, Instant.MIN);
    }
}
