package io.golden.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.commons.correlation.Correlation;
import io.golden.data.background.BackgroundWork;
import io.golden.data.sql.Transactions;
import io.golden.orchestrator.task.TaskRows;
import io.golden.test.Eventually;
import io.golden.test.Servers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many tasks come at once, and PostgreSQL's statistics still say that hardly any is unfinished. */
@QuarkusTest
class SuddenTasksTest {
    private static final int TASKS = 20_000;
    private static final int LOOKS = 50;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @Inject
    TaskRows tasks;

    @Inject
    Transactions transactions;

    @Inject
    BackgroundWork background;

    private final String tenant = "t-" + UUID.randomUUID();

    @AfterEach
    void forget() {
        Servers.postgres().execute("delete from orchestrator.tasks where tenant_id = ?", tenant);
        Servers.postgres().execute("analyze orchestrator.tasks");
    }

    @Test
    void aTaskIsFoundByItsIdAndNotBySearchingAllThatAreUnfinished() {
        // given statistics of a table in which all is finished
        insert("completed");
        Servers.postgres().execute("analyze orchestrator.tasks");
        insert("escalated");
        var id = UUID.fromString((String) Servers.postgres()
                .query(
                        "select id::text from orchestrator.tasks where tenant_id = ? and state = 'escalated' limit 1",
                        tenant)
                .getFirst()
                .get("id"));
        long updated = updated();
        long read = readFromQueues();

        // when
        for (int i = 0; i < LOOKS; i++) {
            background.await(
                    Correlation.fresh(),
                    TIMEOUT,
                    () -> transactions.run(tx -> tasks.touch(tx, id)
                            .chain(() -> tasks.wakeIn(tx, id, Duration.ofMinutes(5)))
                            .chain(() -> tasks.isDue(tx, id))
                            .chain(() -> tasks.take(tx, id, Duration.ofMinutes(5)))));
        }

        // then, once the service's sessions have told what they did; what counts the unfinished reads all of them
        Eventually.eventually(() -> assertThat(updated() - updated).isGreaterThanOrEqualTo(2 * LOOKS));
        assertThat(readFromQueues() - read).isLessThan((long) LOOKS * TASKS / 5);
    }

    private void insert(String state) {
        Servers.postgres().execute("""
                insert into orchestrator.tasks (id, tenant_id, project_id, name, description, state, priority, labels, metadata,
                    requested_steps, created_by, request_id, traceparent, completed_at, wake_at)
                select gen_random_uuid(), ?, 'p', 'n', 'd', ?, 3, '{}', '{}', '[]', 'x', 'r', 't',
                    case when ? = 'completed' then now() end, case when ? <> 'completed' then now() + interval '5 minutes' end
                from generate_series(1, ?)
                """, tenant, state, state, state, TASKS);
    }

    private static long updated() {
        return Servers.postgres()
                .number(
                        "select n_tup_upd from pg_stat_user_tables where schemaname = 'orchestrator' and relname = 'tasks'");
    }

    /** Entries read so far from the indexes of what is to be looked at. */
    private static long readFromQueues() {
        return Servers.postgres().number("""
                select sum(idx_tup_read)::bigint from pg_stat_user_indexes
                where schemaname = 'orchestrator' and indexrelname in ('tasks_due', 'tasks_unfinished')
                """);
    }
}
