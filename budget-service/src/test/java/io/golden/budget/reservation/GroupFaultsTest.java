package io.golden.budget.reservation;

import static io.golden.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.golden.budget.Budget;
import io.golden.test.Servers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What callers are told when a group's statement cannot be done: the truth, or a 503 that is safe to repeat. */
@QuarkusTest
class GroupFaultsTest {
    private static final int CALLS = 12;

    @Inject
    Pool pool;

    private final Budget stuck = inTenantOfItsOwn();
    private final Budget neighbour = inTenantOfItsOwn();

    private static Budget inTenantOfItsOwn() {
        return new Budget(UUID.randomUUID().toString(), "p", Budget.service(Budget.HOLDER));
    }

    @AfterEach
    void everyBalanceFollowsFromTheLedger() {
        assertThat(Budget.differences()).isZero();
    }

    @Test
    void aLimitThatAnOperatorHoldsStopsItsTenantOnly() throws SQLException {
        stuck.reserve(1);
        neighbour.reserve(1);
        try (var session = session()) {
            session.createStatement()
                    .execute("update budget.budget_limits set total_limit = 5000 where tenant_id = '" + stuck.tenant()
                            + "'");

            var waiting = calls(i -> stuck.request(stuck.ask(10, "held-" + i)));
            var others = calls(i -> neighbour.insist(neighbour.ask(10, "free-" + i)));

            assertThat(statuses(others)).containsOnly(200);
            assertThat(waiting).allSatisfy(call -> {
                var answer = call.join();
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.header("Retry-After")).isNotNull();
            });
            session.commit();
        }

        assertThat(statuses(calls(i -> stuck.insist(stuck.ask(10, "held-" + i)))))
                .containsOnly(200);
        assertThat(stuck.number("reserved")).isEqualTo(1 + CALLS * 10);
        assertThat(stuck.number("total_limit")).isEqualTo(5000);
    }

    @Test
    void aLostConnectionIsA503AndTheRepetitionGetsOneReservation() throws SQLException {
        stuck.reserve(1);
        try (var session = session()) {
            session.createStatement()
                    .execute("select from budget.budget_limits where tenant_id = '" + stuck.tenant() + "' for update");
            var calls = calls(i -> stuck.request(stuck.ask(10, "lost-" + i)));
            eventually(Duration.ofSeconds(60), () -> {
                Servers.postgres().execute("""
                                select pg_terminate_backend(pid) from pg_stat_activity
                                where usename = 'golden_budget' and wait_event_type = 'Lock'""");
                assertThat(calls).allMatch(CompletableFuture::isDone);
            });
            assertThat(statuses(calls)).containsOnly(503);
        }

        assertThat(statuses(calls(i -> stuck.insist(stuck.ask(10, "lost-" + i)))))
                .containsOnly(200);
        assertThat(stuck.number("reserved")).isEqualTo(1 + CALLS * 10);
    }

    @Test
    void aFullPoolIsA503InTime() {
        stuck.reserve(1);
        var taken = Stream.generate(() -> pool.getConnection().await().indefinitely())
                .limit(10)
                .toList();
        try {
            var calls = calls(i -> stuck.request(stuck.ask(10, "full-" + i)));
            assertThat(statuses(calls)).containsOnly(503);
        } finally {
            taken.forEach(SqlConnection::closeAndAwait);
        }

        assertThat(statuses(calls(i -> stuck.insist(stuck.ask(10, "full-" + i)))))
                .containsOnly(200);
        assertThat(stuck.number("reserved")).isEqualTo(1 + CALLS * 10);
    }

    private static List<CompletableFuture<Response>> calls(IntFunction<Response> call) {
        var executor = Executors.newFixedThreadPool(CALLS);
        var calls = IntStream.range(0, CALLS)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> call.apply(i), executor))
                .toList();
        executor.shutdown();
        return calls;
    }

    private static List<Integer> statuses(List<CompletableFuture<Response>> calls) {
        return calls.stream().map(call -> call.join().statusCode()).toList();
    }

    private static Connection session() throws SQLException {
        var url = "jdbc:" + Servers.postgres().url("postgres").replaceFirst("//[^@]*@", "//");
        var connection = DriverManager.getConnection(url, "postgres", "test-password");
        connection.setAutoCommit(false);
        return connection;
    }
}
