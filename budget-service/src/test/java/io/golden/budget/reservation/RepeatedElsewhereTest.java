package io.golden.budget.reservation;

import static io.golden.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.golden.budget.Budget;
import io.golden.commons.correlation.Correlation;
import io.golden.test.Servers;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A request whose first attempt is still in flight, from another replica that may be dead. */
@QuarkusTest
class RepeatedElsewhereTest {
    private static final long LONG_ENOUGH_TO_BE_REFUSED_MS = 400;

    @Inject
    Pool pool;

    @Inject
    ReserveRepository otherReplica;

    /** Limits are locked in the order of their tenants. */
    private final Budget blocked = inTenant("a");

    private final Budget mine = inTenant("b");

    private static Budget inTenant(String name) {
        return new Budget(name + "-" + UUID.randomUUID(), "p", Budget.service(Budget.HOLDER));
    }

    @Test
    void nobodyIsRefusedWhileTheFirstAttemptMayStillBeGranted() throws Exception {
        blocked.reserve(1);
        mine.reserve(60);
        limitOfMine(100);
        try (var operator = session()) {
            operator.createStatement()
                    .execute(
                            "select from budget.budget_limits where tenant_id = '" + blocked.tenant() + "' for update");
            var first = otherReplica
                    .reserve(pool, List.of(asked(blocked, "other"), asked(mine, "same")))
                    .subscribeAsCompletionStage();
            eventually(() -> assertThat(waitingForALimit()).isPositive());

            var repetition = CompletableFuture.supplyAsync(() -> mine.request(mine.ask(50, "same")));
            TimeUnit.MILLISECONDS.sleep(LONG_ENOUGH_TO_BE_REFUSED_MS);
            assertThat(repetition).isNotDone();
            limitOfMine(200);
            operator.commit();

            assertThat(first.get(10, TimeUnit.SECONDS).getLast()).isInstanceOf(ReserveOutcome.Approved.class);
            assertThat(repetition.get(10, TimeUnit.SECONDS).jsonPath().getString("error_code"))
                    .isNotEqualTo("budget.insufficient");
        }
        assertThat(Servers.postgres()
                        .number("select reserved from budget.budget_limits where tenant_id = ?", mine.tenant()))
                .isEqualTo(110);
    }

    private void limitOfMine(long total) {
        Servers.postgres()
                .execute("update budget.budget_limits set total_limit = ? where tenant_id = ?", total, mine.tenant());
    }

    private static long waitingForALimit() {
        return Servers.postgres()
                .number(
                        "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%from make_reservations(%'");
    }

    private static Reservation asked(Budget budget, String requestId) {
        return new Reservation(
                UUID.randomUUID(),
                budget.tenant(),
                budget.project(),
                "task-1",
                "offline",
                "agent-1",
                "",
                requestId,
                Budget.HOLDER,
                50,
                600,
                Correlation.fresh());
    }

    private static Connection session() throws SQLException {
        var url = "jdbc:" + Servers.postgres().url("postgres").replaceFirst("//[^@]*@", "//");
        var connection = DriverManager.getConnection(url, "postgres", "test-password");
        connection.setAutoCommit(false);
        return connection;
    }
}
