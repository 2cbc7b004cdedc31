package io.golden.data.sql;

import static io.golden.test.Eventually.eventually;
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
    void cancelledWorkIsRolledBackAndItsConnectionComesBack() {
        // given more cancelled transactions than the pool has connections
        for (int i = 0; i < 50; i++) {
            var inserted = new CompletableFuture<Void>();
            var run = transactions
                    .run(tx -> insert(tx)
                            .invoke(() -> inserted.complete(null))
                            .chain(() -> Uni.createFrom().nothing()))
                    .subscribe()
                    .with(_ -> {});
            if (i % 2 == 0) {
                inserted.join();
            }
            run.cancel();
        }

        // then the pool still serves
        transactions.run(this::insert).await().atMost(PATIENCE);
        assertThat(deeds()).isEqualTo(1);
    }

    @Test
    void aLockThatIsNotGivenEndsAs503() {
        insertDirectly();
        var locked = new CompletableFuture<Void>();
        var release = new CompletableFuture<Void>();
        var holder = transactions
                .run(tx -> tx.query("select * from deed where name = '" + name + "' for update")
                        .execute()
                        .invoke(() -> locked.complete(null))
                        .chain(() -> Uni.createFrom().completionStage(release)))
                .subscribeAsCompletionStage();
        locked.join();

        var second = transactions.run(tx -> tx.query("set local lock_timeout = 100")
                .execute()
                .chain(() -> tx.query("update deed set done_at = now() where name = '" + name + "'")
                        .execute()));

        assertThatThrownBy(() -> second.await().atMost(PATIENCE)).isInstanceOfSatisfying(ApiException.class, e -> {
            assertThat(e.code().status()).isEqualTo(503);
            assertThat(e.retryAfter()).isPresent();
        });
        release.complete(null);
        holder.join();
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
