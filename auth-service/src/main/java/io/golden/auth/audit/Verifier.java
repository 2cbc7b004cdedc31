package io.golden.auth.audit;

import io.golden.auth.audit.Problem.Kind;
import io.golden.auth.audit.SealStore.Span;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Proves the chain: seal by seal, and each row of each seal. Bounded in memory and in time, however long the chain is. */
@Singleton
final class Verifier {
    private static final int MOST_PROBLEMS = 1_000;

    /** A chunk is finished once it is begun: what it has more of than this is not named. */
    private static final int MOST_PROBLEMS_OF_A_CHUNK = 20_000;

    private final Database database;
    private final SealStore seals;
    private final RowReader rows;
    private final DropStore drops;
    private final SealKeys keys;
    private final ChainGuard guard;
    private final Duration patience;

    Verifier(
            Database database,
            SealStore seals,
            RowReader rows,
            DropStore drops,
            SealKeys keys,
            ChainGuard guard,
            AuditConfig config) {
        this.database = database;
        this.seals = seals;
        this.rows = rows;
        this.drops = drops;
        this.keys = keys;
        this.guard = guard;
        this.patience = config.verifyTime();
    }

    /** What to prove: the seals with rows of that time, from behind a seal on where an earlier call ended. */
    record Question(Optional<Instant> since, Optional<Instant> until, Optional<Long> behind) {}

    /** What was found, and the seal to go on behind when there is more. */
    record Answer(Verification found, Optional<Long> next) {}

    Answer verify(Question question) {
        var run = new Run();
        var span = database.run(tx -> seals.span(tx, question.since(), question.until()));
        var next = span.flatMap(s -> run.chain(first(question, s), s.last()));
        if (next.isEmpty()) {
            run.end(question.until().isEmpty());
        }
        var found = new Verification(
                run.problems.isEmpty(),
                run.checked,
                run.seen,
                sealedUntil(),
                next.isEmpty(),
                List.copyOf(run.problems));
        return new Answer(found, next);
    }

    /** The whole chain begins with seal 1, whichever is the first that is still there. */
    private static long first(Question question, Span span) {
        return question.behind()
                .map(number -> number + 1)
                .orElse(question.since().isEmpty() ? 1 : span.first());
    }

    private Instant sealedUntil() {
        var last = database.run(seals::last);
        var now = database.run(seals::now);
        return rows.firstAfter(last.horizon(), now.horizon())
                .map(row -> row.createdAt().isBefore(now.time()) ? row.createdAt() : now.time())
                .orElse(now.time());
    }

    /** One call's work. */
    private final class Run {
        private final long deadline = System.nanoTime() + patience.toNanos();
        private final List<Problem> problems = new ArrayList<>();
        private final SealKeys.Ring ring = keys.ring();
        private final Writers writers = new Writers(
                database.run(tx -> tx.query("select session_user::text").execute())
                        .iterator()
                        .next()
                        .getString(0));
        private long checked;
        private long seen;

        /** Empty when the end was reached, else the seal to go on behind. */
        Optional<Long> chain(long first, long last) {
            var before = before(first);
            while (before.number() < last) {
                if (System.nanoTime() > deadline || problems.size() >= MOST_PROBLEMS) {
                    return Optional.of(before.number());
                }
                before = chunk(before, last);
            }
            return Optional.empty();
        }

        /** The nearest seal before it that is there: the first of the chunk is linked to that one. */
        private Seal.Link before(long first) {
            var seal = database.run(tx -> seals.before(tx, first));
            seal.ifPresent(this::integrity);
            return seal.map(Seal::link).orElse(Seal.Link.NONE);
        }

        private Seal.Link chunk(Seal.Link before, long last) {
            var chunk = database.run(tx -> seals.after(tx, before.number(), last));
            if (chunk.isEmpty()) {
                report(Problem.ofSeal(Kind.SEAL_MISSING, last, "went while it was looked at"));
                return new Seal.Link(last, before.hash(), before.horizon(), before.sealedAt());
            }
            var link = before;
            for (var seal : chunk) {
                links(link, seal);
                integrity(seal);
                link = seal.link();
            }
            var check = new ChunkCheck(before, chunk, writers, this::report);
            rows.forEach(before.horizon(), link.horizon(), row -> {
                check.row(row);
                return true;
            });
            var missing = check.missing();
            var elsewhere = missing.isEmpty() ? List.<AuditRow>of() : rows.find(missing);
            check.finish(elsewhere, missing.isEmpty() ? List.of() : validDrops());
            checked += check.checked();
            seen += chunk.size();
            return link;
        }

        private void links(Seal.Link before, Seal seal) {
            for (var gone = before.number() + 1;
                    gone < seal.number() && problems.size() < MOST_PROBLEMS_OF_A_CHUNK;
                    gone++) {
                report(Problem.ofSeal(Kind.SEAL_MISSING, gone, "is gone"));
            }
            if (seal.number() == before.number() + 1 && !seal.follows(before)) {
                report(Problem.ofSeal(
                        Kind.SEAL_UNLINKED, seal.number(), "does not name the hash of the seal before it"));
            }
        }

        private void integrity(Seal seal) {
            if (!seal.isUnchanged()) {
                report(Problem.ofSeal(Kind.SEAL_CHANGED, seal.number(), "is not what its hash says"));
            }
            if (!ring.verifies(seal.kid(), seal.hash(), seal.signature())) {
                var what = ring.knows(seal.kid()) ? "has a wrong signature" : "is signed with a key that is not ours";
                report(Problem.ofSeal(Kind.SEAL_UNSIGNED, seal.number(), what));
            }
        }

        private void report(Problem problem) {
            if (problems.size() < MOST_PROBLEMS_OF_A_CHUNK) {
                problems.add(problem);
            }
        }

        private List<Drop> validDrops() {
            return database.run(drops::all).stream()
                    .filter(drop -> ring.verifies(drop.kid(), drop.text(), drop.signature()))
                    .toList();
        }

        /** What no seal covers, and what the chain itself cannot show. */
        void end(boolean withTail) {
            database.run(drops::all).stream()
                    .filter(drop -> !ring.verifies(drop.kid(), drop.text(), drop.signature()))
                    .forEach(drop -> report(Problem.ofDrop(drop)));
            if (withTail) {
                guard.missing()
                        .ifPresent(head -> report(Problem.ofSeal(
                                Kind.SEAL_REPLACED,
                                head.number(),
                                "was made with hash " + head.hex() + " and is gone or replaced")));
                rows.fromTheFuture(MOST_PROBLEMS)
                        .forEach(row -> report(Problem.ofRow(
                                Kind.ROW_INSERTED,
                                Optional.empty(),
                                row.id(),
                                row.createdAt(),
                                "claims a transaction that has not been")));
            }
        }
    }
}
