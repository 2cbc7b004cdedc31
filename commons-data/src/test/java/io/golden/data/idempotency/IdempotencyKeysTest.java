package io.golden.data.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.golden.commons.caller.Caller;
import io.golden.commons.caller.Tenants;
import io.golden.commons.error.ApiException;
import io.golden.data.app.Deed;
import io.golden.data.app.Deeds;
import io.golden.data.idempotency.IdempotencyKeys.Once;
import io.golden.data.sql.Transactions;
import io.golden.test.Servers;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class IdempotencyKeysTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String ROUTE = "POST /deeds";

    @Inject
    IdempotencyKeys keys;

    @Inject
    Transactions transactions;

    private final String name = UUID.randomUUID().toString();
    private final Optional<String> key = Optional.of("key-" + name);

    @Test
    void theSameKeyAndRequestGiveTheFirstResult() {
        var first = create("alice", Deed.well(name)).await().atMost(PATIENCE);

        var second = create("alice", Deed.well(name)).await().atMost(PATIENCE);

        assertThat(first.replayed()).isFalse();
        assertThat(second.replayed()).isTrue();
        assertThat(second.result()).isEqualTo(first.result());
        assertThat(Deeds.rows(name)).isEqualTo(1);
    }

    @Test
    void racingCallsCreateOnce() {
        var results = Multi.createFrom()
                .range(0, 10)
                .onItem()
                .transformToUniAndMerge(_ -> create("alice", Deed.well(name)))
                .collect()
                .asList()
                .await()
                .atMost(PATIENCE);

        assertThat(Deeds.rows(name)).isEqualTo(1);
        assertThat(results.stream().map(Once::result).distinct()).hasSize(1);
        assertThat(results.stream().filter(once -> !once.replayed())).hasSize(1);
    }

    @Test
    void anotherRequestWithTheSameKeyIsAConflict() {
        create("alice", Deed.well(name)).await().atMost(PATIENCE);

        var other = create("alice", Deed.well("another"));

        assertThatThrownBy(() -> other.await().atMost(PATIENCE))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code().code()).isEqualTo("idempotency.conflict"));
    }

    @Test
    void keysBelongToTheirCaller() {
        create("alice", Deed.well(name)).await().atMost(PATIENCE);
        create("bob", Deed.well(name)).await().atMost(PATIENCE);

        assertThat(Deeds.rows(name)).isEqualTo(2);
    }

    @Test
    void aFailureLeavesTheKeyFree() {
        var failing = transactions.run(tx -> keys.once(
                tx,
                key,
                caller("alice"),
                ROUTE,
                Deed.well(name),
                Deed.class,
                () -> Uni.createFrom().failure(new IllegalStateException("no"))));
        assertThatThrownBy(() -> failing.await().atMost(PATIENCE)).hasMessage("no");

        var once = create("alice", Deed.well(name)).await().atMost(PATIENCE);

        assertThat(once.replayed()).isFalse();
    }

    @Test
    void aKeyOfYesterdayIsForgotten() {
        create("alice", Deed.well(name)).await().atMost(PATIENCE);
        Servers.postgres()
                .execute(
                        "update orchestrator.idempotency_keys set created_at = now() - interval '25 hours' where key = ?",
                        key.get());

        var again = create("alice", new Deed(name, Deed.Manner.FAIL)).await().atMost(PATIENCE);

        assertThat(again.replayed()).isFalse();
        assertThat(Deeds.rows(name)).isEqualTo(2);
    }

    @Test
    void withoutAKeyEveryCallCreates() {
        for (int i = 0; i < 2; i++) {
            transactions
                    .run(tx -> keys.once(
                            tx, Optional.empty(), caller("alice"), ROUTE, name, Created.class, () -> insert(tx, name)))
                    .await()
                    .atMost(PATIENCE);
        }

        assertThat(Deeds.rows(name)).isEqualTo(2);
    }

    private Uni<Once<Created>> create(String user, Deed request) {
        return transactions.run(tx ->
                keys.once(tx, key, caller(user), ROUTE, request, Created.class, () -> insert(tx, request.name())));
    }

    private static Uni<Created> insert(SqlConnection tx, String name) {
        return tx.preparedQuery("insert into deed (name) values ($1) returning id")
                .execute(Tuple.of(name))
                .map(rows -> new Created(
                        rows.iterator().next().getLong("id"),
                        Instant.now().truncatedTo(ChronoUnit.MILLIS),
                        Optional.of(name)));
    }

    private static Caller caller(String name) {
        return new Caller(
                name,
                "operator",
                Set.of(),
                new Tenants.All(),
                Set.of(),
                "jti",
                Instant.now().plusSeconds(60),
                Optional.empty(),
                1);
    }

    record Created(long id, Instant createdAt, Optional<String> name) {}
}
