package io.golden.dlq.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.dlq.Dead;
import io.golden.test.Eventually;
import io.golden.test.Servers;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Many messages die at once, and PostgreSQL's statistics still say that none ever does. */
@QuarkusTest
class SuddenBacklogTest {
    private static final int MESSAGES = 4_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String tenant = "t-" + UUID.randomUUID();

    @Test
    void eachMessageOfARedriveIsFoundByItsIdAndNotBySearchingTheBacklog() {
        // given statistics of a table in which all is resolved
        backlog(true);
        Servers.postgres().execute("""
                update dlq.dlq_messages set resolved = true, resolved_at = now(), resolved_by = 'x', resolution = 'closed'
                where not resolved
                """);
        Servers.postgres().execute("analyze dlq.dlq_messages");
        Servers.postgres().execute("delete from dlq.dlq_messages where tenant_id = ?", tenant);
        backlog(false);
        long updated = updated();
        long read = readFromQueues();

        // when
        String id = Dead.admin("ada")
                .body("{\"filter\": {}, \"note\": \"x\", \"canary\": false, \"rate_per_second\": 0}")
                .post("/api/v1/dlq/redrive")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        Eventually.eventually(
                PATIENCE,
                () -> assertThat(Dead.admin("ada")
                                .get("/api/v1/dlq/redrives/" + id)
                                .jsonPath()
                                .getString("state"))
                        .isEqualTo("completed"));

        // then, once the service's sessions have told what they did
        Eventually.eventually(() -> assertThat(updated() - updated).isGreaterThanOrEqualTo(MESSAGES));
        assertThat(readFromQueues() - read).isLessThan(4L * MESSAGES);
    }

    private void backlog(boolean resolved) {
        var group = Servers.postgres().number("""
                insert into dlq.dlq_groups (key, tenant_id, subject, error_type, error) values (?, ?, 'prc.x.response', 'failed', 'x')
                on conflict (key) do update set last_seen = now()
                returning id
                """, tenant, tenant);
        Servers.postgres().execute("""
                insert into dlq.dlq_messages (original_subject, data, data_encoding, headers, error_type, error, error_count,
                    stream, consumer, stream_seq, tenant_id, group_id, resolved, resolved_at, resolved_by)
                select 'prc.x.response', 'x', 'utf8', jsonb_build_object('Golden-Message-Id', jsonb_build_array(? || n)), 'failed', 'x', 5,
                    'PRC', ?, n, ?, ?, ?, case when ? then now() end, case when ? then 'x' end
                from generate_series(1, ?) n
                """, tenant, tenant, tenant, group, resolved, resolved, resolved, MESSAGES);
    }

    private static long updated() {
        return Servers.postgres()
                .number(
                        "select n_tup_upd from pg_stat_user_tables where schemaname = 'dlq' and relname = 'dlq_messages'");
    }

    /** Entries read so far from the indexes of what is unresolved. */
    private static long readFromQueues() {
        return Servers.postgres().number("""
                select sum(idx_tup_read)::bigint from pg_stat_user_indexes
                where schemaname = 'dlq' and indexrelname like 'dlq_messages_unresolved%'
                """);
    }
}
