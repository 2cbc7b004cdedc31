package io.golden.auth.audit;

import io.golden.auth.audit.Problem.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Compares the rows of some consecutive seals with what the seals say of them. */
final class ChunkCheck {
    /** Clocks are set back now and then, and a transaction may have been open for a while. */
    private static final Duration TOLERANCE = Duration.ofHours(1);

    private final List<Covering> seals = new ArrayList<>();
    private final Map<UUID, Expected> expected = new HashMap<>();
    private final Writers writers;
    private final Consumer<Problem> problems;
    private long checked;

    /** A seal, the moment of the one before it, and whether that one was there. */
    private record Covering(Seal seal, Seal.Link before, boolean linked) {}

    private static final class Expected {
        final long seal;
        final Leaf leaf;
        boolean found;
        final List<AuditRow> others = new ArrayList<>();

        Expected(long seal, Leaf leaf) {
            this.seal = seal;
            this.leaf = leaf;
        }
    }

    ChunkCheck(Seal.Link before, List<Seal> chunk, Writers writers, Consumer<Problem> problems) {
        this.writers = writers;
        this.problems = problems;
        var last = before;
        for (var seal : chunk) {
            seals.add(new Covering(seal, last, seal.number() == last.number() + 1));
            for (var leaf : Leaf.decode(seal.leaves())) {
                expected.put(leaf.id(), new Expected(seal.number(), leaf));
            }
            last = seal.link();
        }
    }

    void row(AuditRow row) {
        var expectation = expected.get(row.id());
        if (expectation == null) {
            covering(row).ifPresent(covering -> notExpected(covering, row));
        } else if (!expectation.found && Arrays.equals(expectation.leaf.hash(), Digest.of(row))) {
            expectation.found = true;
            checked++;
            covering(row).ifPresent(covering -> judge(covering, row));
        } else {
            expectation.others.add(row);
        }
    }

    /** Those that their seals tell of and that were not met. */
    List<Leaf> missing() {
        return expected.values().stream()
                .filter(e -> !e.found && e.others.isEmpty())
                .map(e -> e.leaf)
                .toList();
    }

    /**
     * Names what was changed, inserted and deleted.
     *
     * @param elsewhere rows with the key of a missing one that claim to be of another transaction
     * @param drops months that are gone rightly
     */
    void finish(List<AuditRow> elsewhere, List<Drop> drops) {
        elsewhere.forEach(row -> expected.get(row.id()).others.add(row));
        for (var e : expected.values()) {
            var rest = e.others.iterator();
            if (!e.found) {
                checked++;
                if (rest.hasNext()) {
                    report(Kind.ROW_CHANGED, e.seal, rest.next(), "is not as it was sealed");
                } else if (drops.stream().noneMatch(drop -> drop.covers(e.leaf.createdAt()))) {
                    problems.accept(Problem.ofRow(
                            Kind.ROW_DELETED, Optional.of(e.seal), e.leaf.id(), e.leaf.createdAt(), "is gone"));
                }
            }
            rest.forEachRemaining(
                    row -> report(Kind.ROW_INSERTED, e.seal, row, "is there once more, under the same id"));
        }
    }

    long checked() {
        return checked;
    }

    private void notExpected(Covering covering, AuditRow row) {
        var what = covering.linked
                ? "was inserted after its time was sealed"
                : "was inserted after its time was sealed, or its seal is one of those missing before seal "
                        + covering.seal.number();
        report(Kind.ROW_INSERTED, covering.seal.number(), row, what);
    }

    private void judge(Covering covering, AuditRow row) {
        var seal = covering.seal.number();
        if (row.action().equals(ChainGuard.BROKEN)) {
            report(Kind.SEAL_REPLACED, seal, row, "tells of a seal that was removed or replaced: " + row.details());
        }
        if (!writers.mayWrite(row)) {
            report(
                    Kind.ROW_FOREIGN,
                    seal,
                    row,
                    "was inserted by " + row.writtenBy() + " in the name of " + row.service());
        }
        if (isMisdated(covering, row)) {
            report(Kind.ROW_MISDATED, seal, row, "has a time that it was not written at");
        }
    }

    private static boolean isMisdated(Covering covering, AuditRow row) {
        var before = covering.before;
        var wasOpen = before.horizon().open().contains(row.writtenIn());
        var early = !wasOpen
                && before.sealedAt().isAfter(Instant.EPOCH)
                && row.createdAt().isBefore(before.sealedAt().minus(TOLERANCE));
        return early || row.createdAt().isAfter(covering.seal.sealedAt().plus(TOLERANCE));
    }

    /** The seal whose horizon was the first to see the row's transaction; none of these for one that ended later. */
    private Optional<Covering> covering(AuditRow row) {
        int low = 0;
        int high = seals.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (seals.get(middle).seal.horizon().end() <= row.writtenIn()) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return seals.subList(low, seals.size()).stream()
                .filter(covering -> covering.seal.horizon().sees(row.writtenIn()))
                .findFirst();
    }

    private void report(Kind kind, long seal, AuditRow row, String what) {
        problems.accept(Problem.ofRow(kind, Optional.of(seal), row.id(), row.createdAt(), what));
    }
}
