package io.golden.budget.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.budget.Budget;
import io.golden.test.Eventually;
import io.golden.test.Servers;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** On a new table, of which the planner knows nothing, every index looks alike. */
@QuarkusTest
class LookUpsTest {
    private static final String SCANS =
            "select coalesce(idx_scan, 0) from pg_stat_user_indexes where schemaname = 'budget' and indexrelname = ?";
    private static final String READ = SCANS.replace("idx_scan", "idx_tup_read");
    private static final String OF_HELD = "budget_reservations_held";
    private static final int HELD = 20_000;
    private static final String OF_LISTS = "budget_reservations_listed";
    private static final String OF_IDS = "budget_reservations_pkey";

    @Test
    void onlyListsGoThroughTheReservationsOfATenant() {
        var budget = Budget.of(1_000);

        // Once more where a test before this one made a list: PostgreSQL may count that late.
        Eventually.eventually(Duration.ofSeconds(60), () -> {
            var listed = scans(OF_LISTS);
            var found = scans(OF_IDS);

            budget.commit(budget.reserve(10), 5).then().statusCode(200);
            budget.release(budget.reserve(10)).then().statusCode(200);

            Eventually.eventually(
                    Duration.ofSeconds(20), () -> assertThat(scans(OF_IDS)).isGreaterThan(found));
            assertThat(scans(OF_LISTS)).isEqualTo(listed);
        });
    }

    /** PostgreSQL counts a moment later. */
    @Test
    void aSweepReadsOnlyWhatHasExpired() {
        Servers.postgres().execute("""
                insert into budget.budget_reservations (tenant_id, project_id, task_id, agent_id, model, created_at,
                  expires_at, id, request_id, tokens, requested_tokens, ttl_seconds, available, purpose, holder)
                select ?, 'p', 't', 'a', 'm', now(), now() + interval '1 hour', gen_random_uuid(), n, 1, 1, 1, 1, '', 'x'
                from generate_series(1, ?) n
                """, "sweep-" + UUID.randomUUID(), HELD);
        var scans = scans(OF_HELD);
        var read = Servers.postgres().number(READ, OF_HELD);

        Servers.postgres().executeAs("golden_budget", "select expire_reservations(500)");

        Eventually.eventually(() -> assertThat(scans(OF_HELD)).isGreaterThan(scans));
        assertThat(Servers.postgres().number(READ, OF_HELD) - read).isLessThan(HELD / 2);
    }

    private static long scans(String index) {
        return Servers.postgres().number(SCANS, index);
    }
}
