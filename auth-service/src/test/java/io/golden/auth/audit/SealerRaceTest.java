package io.golden.auth.audit;

import static io.golden.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.golden.test.Servers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many writers, some of which commit late, two sealers, connections killed under them: each row is sealed once. */
@QuarkusTest
class SealerRaceTest {
    /** {@code -Dgolden.soak.seconds=600} for a long run. */
    private static final Duration RUN = Duration.ofSeconds(Long.getLong("golden.soak.seconds", 4));

    private static final int WRITERS = 8;

    private static final String KILL_ONE_SEALER = """
            select pg_terminate_backend(pid) from pg_stat_activity
            where usename = 'golden_auth' and query like '%audit_seals%' order by random() limit 1""";

    @Inject
    Database database;

    @Inject
    SealStore seals;

    @Inject
    RowReader rows;

    @Inject
    SealKeys keys;

    @Inject
    ChainGuard guard;

    @Inject
    SealMetrics metrics;

    @Inject
    AuditConfig config;

    @Inject
    Sealer sealer;

    @Inject
    Verifier verifier;

    @BeforeEach
    @AfterEach
    void leaveNothing() {
        Chain.reset();
        guard.forget();
    }

    @Test
    void everyRowIsSealedOnce() throws Exception {
        var other = new Sealer(database, seals, rows, keys, guard, metrics, config);
        var committed = ConcurrentHashMap.<UUID>newKeySet();
        long end = System.nanoTime() + RUN.toNanos();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, WRITERS).forEach(i -> threads.submit(() -> write(i, end, committed)));
            threads.submit(() -> seal(sealer, end));
            threads.submit(() -> seal(other, end));
            threads.submit(() -> kill(end));
        }
        // The pool may still hold a connection that was killed.
        eventually(() -> sealer.round());

        var sealed = sealedIds();
        assertThat(sealed).doesNotHaveDuplicates().hasSizeGreaterThan(10);
        assertThat(new HashSet<>(sealed)).isEqualTo(committed);
        var found = verifier.verify(new Verifier.Question(Optional.empty(), Optional.empty(), Optional.empty()))
                .found();
        assertThat(found.problems()).isEmpty();
        assertThat(found.checked()).isEqualTo(committed.size());
        assertThat(Servers.postgres().number("select count(*) from audit.audit_log"))
                .isEqualTo(committed.size());
    }

    private List<UUID> sealedIds() {
        var ids = new ArrayList<UUID>();
        for (var chunk = after(0);
                !chunk.isEmpty();
                chunk = after(chunk.getLast().number())) {
            chunk.forEach(seal -> Leaf.decode(seal.leaves()).forEach(leaf -> ids.add(leaf.id())));
        }
        return ids;
    }

    private List<Seal> after(long number) {
        return database.run(tx -> seals.after(tx, number, Long.MAX_VALUE));
    }

    /** Rows are written early in a transaction, which then waits; some are rolled back, some written under a savepoint. */
    private static Void write(int writer, long end, Set<UUID> committed) throws SQLException {
        var random = new Random(writer);
        try (var connection = Chain.connect("golden_budget")) {
            connection.setAutoCommit(false);
            while (System.nanoTime() < end) {
                var mine = new HashSet<UUID>();
                for (int i = random.nextInt(1, 4); i > 0; i--) {
                    mine.add(underSavepoint(connection, random));
                }
                LockSupport.parkNanos(Duration.ofMillis(random.nextInt(10) == 0 ? 900 : random.nextInt(30))
                        .toNanos());
                if (random.nextInt(8) == 0) {
                    connection.rollback();
                } else {
                    connection.commit();
                    committed.addAll(mine);
                }
            }
        }
        return null;
    }

    private static UUID underSavepoint(Connection connection, Random random) throws SQLException {
        if (random.nextInt(3) > 0) {
            return Chain.insert(connection, "budget-service");
        }
        var gone = connection.setSavepoint();
        Chain.insert(connection, "budget-service");
        connection.rollback(gone);
        connection.setSavepoint();
        return Chain.insert(connection, "budget-service");
    }

    private static void seal(Sealer sealer, long end) {
        while (System.nanoTime() < end) {
            try {
                sealer.sealNext();
            } catch (RuntimeException e) {
                // Killed: the next round is as good.
            }
        }
    }

    private static void kill(long end) {
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(150).toNanos());
            Servers.postgres().query(KILL_ONE_SEALER);
        }
    }
}
