package io.golden.orchestrator.task;

import io.golden.commons.page.Cursor;
import io.golden.commons.page.Page;
import io.golden.data.sql.Conditions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    private static Conditions conditions(Filter filter) {
        var conditions = new Conditions();
        // One tenant, which is the rule, is a place in an index; several are not.
        if (filter.tenants().size() == 1) {
            conditions.add("t.tenant_id = ?", filter.tenants().getFirst());
        } else if (!filter.tenants().isEmpty()) {
            conditions.add("t.tenant_id = any (?)", filter.tenants().toArray(String[]::new));
        }
        return conditions
                .ifPresent("t.tenant_id = ?", filter.tenantId())
                .ifPresent("t.state = ?", filter.state())
                .ifPresent("t.project_id = ?", filter.projectId())
                .ifPresent(
                        "(strpos(lower(t.name), lower(?)) > 0 or strpos(lower(t.description), lower(?)) > 0)",
                        filter.text());
    }

    Uni<List<Task>> list(SqlConnection tx, Filter filter, Page page) {
        var conditions = conditions(filter);
        page.cursor().ifPresent(cursor -> behind(conditions, cursor));
        var sql = "select " + TaskRows.COLUMNS + " from tasks t " + conditions.where()
                + " order by t.created_at desc, t.id desc limit " + conditions.parameter(page.limit()) + " offset "
                + conditions.parameter(page.offset());
        return tx.preparedQuery(sql)
                .execute(conditions.values())
                .map(rows -> rows.stream().map(TaskRows::map).toList());
    }

    private static void behind(Conditions conditions, Cursor cursor) {
        conditions.add("(t.created_at, t.id) < (" + conditions.parameter(cursor.offsetTime()) + ", "
                + conditions.parameter(cursor.uuid()) + ")");
    }

    Uni<Long> count(SqlConnection tx, Filter filter) {
        var conditions = conditions(filter);
        return tx.preparedQuery("select count(*) as n from tasks t " + conditions.where())
                .execute(conditions.values())
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
