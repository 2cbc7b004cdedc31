package io.golden.auth.audit;

import java.time.Instant;

/** A month that retention dropped. Signed, so that nobody can excuse rows that are gone by inventing one. */
record Drop(String partition, Instant from, Instant until, Instant droppedAt, String kid, byte[] signature) {
    static Drop of(Partition partition, Instant now, SealKeys.Pair key) {
        var unsigned = new Drop(partition.name(), partition.from(), partition.until(), now, key.kid(), new byte[0]);
        return new Drop(
                partition.name(), partition.from(), partition.until(), now, key.kid(), key.sign(unsigned.text()));
    }

    byte[] text() {
        return new Digest("golden audit drop 1")
                .add(partition)
                .add(from)
                .add(until)
                .add(droppedAt)
                .add(kid)
                .bytes();
    }

    boolean covers(Instant time) {
        return !time.isBefore(from) && time.isBefore(until);
    }

    /** A month of the audit log. */
    record Partition(String name, Instant from, Instant until) {}
}
