package io.golden.data.sql;

import static io.golden.test.Eventually.eventually;
import static io.golden.test.Eventually.eventuallyGet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.golden.commons.error.ApiException;
import io.golden.data.app.Collector;
import io.golden.test.Servers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = Servers.class,
        scope = TestResourceScope.GLOBAL,
        initArgs = {
            @ResourceArg(name = "service", value = "orchestrator"),
            // These tests send what no service sends.
            @ResourceArg(name = "messages", value = "any")
        })
@WithTestResource(value = Collector.class, scope = TestResourceScope.GLOBAL)
class TransactionsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Transactions transactions;

    private final String name = UUID.randomUUID().toString();

    @Test
    void workThatCompletesIsCommitted() {
        transactions.run(this::insert).await().atMost(PATIENCE);

        assertThat(deeds()).isEqualTo(1);
    }

    @Test
    void statementsAreNeverCompiled() {
        var jit = transactions.run(tx -> tx.query("show jit").execute()).await().atMost(PATIENCE);

        assertThat(jit.iterator().next().getString(0)).isEqualTo("off");
    }

    @Test
    void workThatFailsIsRolledBackAndItsFailureIsTold() {
        var run = transactions.run(
                tx -> insert(tx).chain(() -> Uni.createFrom().failure(new IllegalStateException("no"))));

        assertThatThrownBy(() -> run.await().atMost(PATIENCE)).hasMessage("no");
        assertThat(deeds()).isZero();
    }

    @Test
    void workThatThrowsIsRolledBack() {
        var run = transactions.run(tx -> {
            throw new IllegalStateException("thrown");
        });

        assertThatThrownBy(() -> run.await().atMost(PATIENCE)).hasMessage("thrown");
    }

    @Test
    void cancelledWorkIsRolledBackAndItsConnectionComesBack() throws Exception {
        // given more cancelled transactions than the pool has connections
        for (int i = 0; i < 25; i++) {
            // a connection that another test's restart has cut is not what this one is about
            eventually(() -> begin(new CompletableFuture<>()).cancel());
            transactions
                    .run(tx -> insert(tx).chain(() -> Uni.createFrom().nothing()))
                    .subscribe()
                    .with(_ -> {}, _ -> {})
                    .cancel();
        }

        // then the pool still serves
        transactions.run(this::insert).await().atMost(PATIENCE);
        assertThat(deeds()).isEqualTo(1);
    }

    @Test
    void workThatEndsAsItIsCancelledGivesItsConnectionBack() throws Exception {
        // given results and failures that race with a cancellation
        for (int i = 0; i < 2_000; i++) {
            var end = new CompletableFuture<Void>();
            var begun = eventuallyGet(PATIENCE, () -> begin(end));
            var racer = Thread.ofVirtual().start(begun::cancel);
            if (i % 2 == 0) {
                end.complete(null);
            } else {
                end.completeExceptionally(new IllegalStateException("no"));
            }
            racer.join();
        }

        // then no transaction stays open until PostgreSQL ends it, after 30 s
        eventually(
                Duration.ofSeconds(10),
                () -> assertThat(
                                Servers.postgres()
                                        .number(
                                                "select count(*) from pg_stat_activity where state like 'idle in transaction%'"))
                        .isZero());
        transactions.run(this::insert).await().atMost(PATIENCE);
    }

    @Test
    void aLockThatIsNotGivenEndsAs503() throws Exception {
        insertDirectly();
        var locked = new CompletableFuture<Void>();
        var release = new CompletableFuture<Void>();
        var holder = transactions
                .run(tx -> tx.query("select * from deed where name = '" + name + "' for update")
                        .execute()
                        .invoke(() -> locked.complete(null))
                        .chain(() -> Uni.createFrom().completionStage(release)))
                .subscribeAsCompletionStage();
        locked.get(30, TimeUnit.SECONDS);

        var second = transactions.run(tx -> tx.query("set local lock_timeout = 100")
                .execute()
                .chain(() -> tx.query("update deed set done_at = now() where name = '" + name + "'")
                        .execute()));

        assertThatThrownBy(() -> second.await().atMost(PATIENCE)).isInstanceOfSatisfying(ApiException.class, e -> {
            assertThat(e.code().status()).isEqualTo(503);
            assertThat(e.retryAfter()).isPresent();
        });
        release.complete(null);
        holder.get(30, TimeUnit.SECONDS);
    }

    @Test
    void aLostDatabaseIs503AndAReturnedOneIsUsedAgain() {
        Servers.postgres().server().kill();
        assertThatThrownBy(() -> transactions.run(this::insert).await().atMost(PATIENCE))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code().status()).isEqualTo(503));

        Servers.postgres().server().start();

        eventually(() -> transactions.run(this::insert).await().atMost(PATIENCE));
        assertThat(deeds()).isEqualTo(1);
    }

    @Test
    void whatMustBeDoneAtTheStartWaitsForADatabaseThatIsAway() throws Exception {
        // given
        Servers.postgres().server().kill();
        var refused = new CompletableFuture<Throwable>();
        var insert = transactions.run(this::insert).onFailure().invoke(refused::complete);

        // when
        var start = CompletableFuture.runAsync(() -> AtStart.await(insert));
        refused.get(30, TimeUnit.SECONDS);
        Servers.postgres().server().start();

        // then
        start.get(60, TimeUnit.SECONDS);
        assertThat(deeds()).isEqualTo(1);
        var fault = Uni.createFrom().failure(new IllegalStateException("no"));
        assertThatThrownBy(() -> AtStart.await(fault)).hasMessage("no");
    }

    @Test
    void theRuntimeRoleHasNoDdl() {
        var run = transactions.run(tx -> tx.query("create table mine (id int)").execute());

        assertThatThrownBy(() -> run.await().atMost(PATIENCE)).hasMessageContaining("permission denied");
    }

    /** A transaction that has inserted and goes on until {@code end}. */
    private Cancellable begin(CompletableFuture<Void> end) throws Exception {
        var inserted = new CompletableFuture<Void>();
        var run = transactions
                .run(tx -> insert(tx)
                        .invoke(() -> inserted.complete(null))
                        .chain(() -> Uni.createFrom().completionStage(end)))
                .subscribe()
                .with(_ -> {}, inserted::completeExceptionally);
        inserted.get(30, TimeUnit.SECONDS);
        return run;
    }

    private Uni<Void> insert(SqlConnection tx) {
        return tx.query("insert into deed (name) values ('" + name + "')")
                .execute()
                .replaceWithVoid();
    }

    private void insertDirectly() {
        Servers.postgres().execute("insert into orchestrator.deed (name) values (?)", name);
    }

    private long deeds() {
        return Servers.postgres().number("select count(*) from orchestrator.deed where name = ?", name);
    }
}
