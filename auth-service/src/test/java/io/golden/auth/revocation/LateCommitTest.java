package io.golden.auth.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.commons.revocation.RevocationSource;
import io.golden.commons.wire.Revocation;
import io.golden.commons.wire.RevocationList;
import io.golden.data.sql.Transactions;
import io.golden.test.Servers;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LateCommitTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Inject
    Transactions transactions;

    @Inject
    RevocationRepository revocations;

    @Inject
    RevocationLog log;

    private RevocationList read(String cursor) {
        return log.since(cursor).await().atMost(PATIENCE);
    }

    private RevocationList readToTheEnd(String cursor, Set<String> seen) {
        var list = read(cursor);
        list.revocations().forEach(revocation -> seen.add(revocation.hash()));
        return list.more() ? readToTheEnd(list.next(), seen) : list;
    }

    @Test
    void whatCommitsAfterALaterOneIsStillFound() {
        var early = UUID.randomUUID();
        var late = UUID.randomUUID();
        var inserted = new CompletableFuture<Void>();
        var mayCommit = new CompletableFuture<Void>();
        var slow = new CompletableFuture<Revocation>();
        var _ = transactions
                .run(tx -> revocations.insertSession(tx, early).call(() -> {
                    inserted.complete(null);
                    return Uni.createFrom().completionStage(mayCommit);
                }))
                .subscribe()
                .with(slow::complete, slow::completeExceptionally);
        inserted.join();
        transactions.run(tx -> revocations.insertSession(tx, late)).await().atMost(PATIENCE);
        var seen = new HashSet<String>();

        var before = readToTheEnd(RevocationSource.FROM_THE_BEGINNING, seen);
        assertThat(seen).contains(hash(late)).doesNotContain(hash(early));
        mayCommit.complete(null);
        slow.join();
        var after = readToTheEnd(before.next(), seen);

        assertThat(seen).contains(hash(early));
        assertThat(read(after.next()).revocations())
                .extracting(Revocation::hash)
                .doesNotContain(hash(early));
    }

    @Test
    void aLongListIsReadInPiecesWithoutLossOrEnd() {
        Servers.postgres().execute("""
                        insert into auth.revocations (kind, hash, expires_at)
                        select 'token', 'long list ' || n, now() + interval '1 hour' from generate_series(1, 2500) as n""");
        var seen = new HashSet<String>();

        var first = read(RevocationSource.FROM_THE_BEGINNING);
        var last = readToTheEnd(RevocationSource.FROM_THE_BEGINNING, seen);

        assertThat(first.more()).isTrue();
        assertThat(first.revocations()).hasSize(RevocationLog.MOST);
        assertThat(last.more()).isFalse();
        assertThat(seen.stream().filter(hash -> hash.startsWith("long list"))).hasSize(2500);
        Servers.postgres().execute("delete from auth.revocations where hash like 'long list %'");
    }

    @Test
    void whatHasExpiredIsNoLongerListedAndGoes() {
        Servers.postgres()
                .execute(
                        "insert into auth.revocations (kind, hash, expires_at) values ('token', 'gone', now() - interval '1 s')");

        assertThat(read("0").revocations()).extracting(Revocation::hash).doesNotContain("gone");
    }

    @Test
    void aCursorOfADatabaseThatWasSinceRestoredReadsAll() {
        var session = UUID.randomUUID();
        transactions.run(tx -> revocations.insertSession(tx, session)).await().atMost(PATIENCE);
        var seen = new HashSet<String>();

        readToTheEnd("999999999999", seen);

        assertThat(seen).contains(hash(session));
    }

    private static String hash(UUID session) {
        return Revocation.hash(Revocation.SESSION, session.toString());
    }
}
