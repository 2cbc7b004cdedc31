package io.golden.orchestrator.task;

import io.golden.commons.page.Page;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What only reads {@code tasks}: lists and counts. */
@ApplicationScoped
class TaskQueries {
    /** Which tasks a list shows. */
    record Filter(
            List<String> tenants,
            Optional<String> state,
            Optional<String> tenantId,
            Optional<String> projectId,
            Optional<String> text) {}

    private static final String WHERE = """
             from tasks t
            where (cardinality($1::text[]) = 0 or t.tenant_id = any($1))
                and ($2::text is null or t.state = $2) and ($3::text is null or t.tenant_id = $3)
                and ($4::text is null or t.project_id = $4)
                and ($5::text is null or strpos(lower(t.name), lower($5)) > 0 or strpos(lower(t.description), lower($5)) > 0)
            """;

    private static Tuple values(Filter filter) {
        return Tuple.of(
                filter.tenants().toArray(String[]::new),
                filter.state().orElse(null),
                filter.tenantId().orElse(null),
                filter.projectId().orElse(null),
                filter.text().orElse(null));
    }

    Uni<List<Task>> list(SqlConnection tx, Filter filter, Page page) {
        var sql = "select " + TaskRows.COLUMNS + WHERE + """
                  and ($6::timestamptz is null or (t.created_at, t.id) < ($6, $7))
                order by t.created_at desc, t.id desc limit $8 offset $9
                """;
        var values = values(filter)
                .addOffsetDateTime(page.cursor().map(c -> c.offsetTime()).orElse(null))
                .addUUID(page.cursor().map(c -> UUID.fromString(c.id())).orElse(null))
                .addInteger(page.limit())
                .addLong(page.offset());
        return tx.preparedQuery(sql)
                .execute(values)
                .map(rows -> rows.stream().map(TaskRows::map).toList());
    }

    Uni<Long> count(SqlConnection tx, Filter filter) {
        return tx.preparedQuery("select count(*) as n" + WHERE)
                .execute(values(filter))
                .map(rows -> rows.iterator().next().getLong("n"));
    }

    /** Tasks by state, and steps ready and running. */
    record Stats(Map<String, Long> tasks, long stepsReady, long stepsRunning) {}

    Uni<Stats> stats(SqlConnection tx, String[] tenants) {
        var byState =
                "select state, count(*) as n from tasks where cardinality($1::text[]) = 0 or tenant_id = any($1) group by state";
        var steps = """
                select count(*) filter (where state = 'ready') as ready, count(*) filter (where state = 'running') as running
                from task_steps
                where state in ('ready', 'running') and (cardinality($1::text[]) = 0 or tenant_id = any($1))
                """;
        return tx.preparedQuery(byState).execute(Tuple.of((Object) tenants)).flatMap(states -> {
            var tasks = new LinkedHashMap<String, Long>();
            for (var state : List.of(
                    "created",
                    "planning",
                    "developing",
                    "testing",
                    "reviewing",
                    "deploying",
                    "escalated",
                    "completed",
                    "failed",
                    "cancelled")) {
                tasks.put(state, 0L);
            }
            states.forEach(row -> tasks.put(row.getString("state"), row.getLong("n")));
            return tx.preparedQuery(steps)
                    .execute(Tuple.of((Object) tenants))
                    .map(rows -> rows.iterator().next())
                    .map(row -> new Stats(tasks, row.getLong("ready"), row.getLong("running")));
        });
    }

    /** Tasks that are not over, and steps that wait for an agent: of the whole suite, as every replica sees it. */
    record Depth(long activeTasks, long stepsReady) {}

    Uni<Depth> depth(SqlConnection tx) {
        var sql = """
                select (select count(*) from tasks where completed_at is null) as active,
                    (select count(*) from task_steps where state = 'ready') as ready
                """;
        return tx.query(sql)
                .execute()
                .map(rows -> rows.iterator().next())
                .map(row -> new Depth(row.getLong("active"), row.getLong("ready")));
    }
}
