package io.golden.orchestrator.task;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What happened to a task, in order. Append only while the task's row is locked by the same transaction. */
@ApplicationScoped
public class History {
    /** Who did what no person did. */
    public static final String SYSTEM = "system";

    /**
     * One line of it.
     *
     * @param kind {@code state step guard sandbox review escalation budget}
     */
    public record Entry(
            long id,
            UUID taskId,
            String kind,
            Optional<String> from,
            Optional<String> to,
            String why,
            String by,
            JsonObject data,
            Instant at) {}

    public Uni<Void> append(
            SqlConnection tx,
            UUID taskId,
            String kind,
            Optional<TaskState> from,
            Optional<TaskState> to,
            String why,
            String by,
            JsonObject data) {
        var sql = """
                insert into task_history (task_id, kind, from_state, to_state, why, actor, data)
                values ($1, $2, $3, $4, $5, $6, $7)
                """;
        var values = Tuple.tuple()
                .addUUID(taskId)
                .addString(kind)
                .addString(from.map(TaskState::wire).orElse(null))
                .addString(to.map(TaskState::wire).orElse(null))
                .addString(why)
                .addString(by)
                .addValue(data);
        return tx.preparedQuery(sql).execute(values).replaceWithVoid();
    }

    /** What happened without a change of state. */
    public Uni<Void> append(SqlConnection tx, UUID taskId, String kind, String why, String by, JsonObject data) {
        return append(tx, taskId, kind, Optional.empty(), Optional.empty(), why, by, data);
    }

    /** What came after the given line, oldest first. */
    public Uni<List<Entry>> after(SqlConnection tx, UUID taskId, long id, int limit) {
        var sql = """
                select id, task_id, kind, from_state, to_state, why, actor, data, created_at
                from task_history where task_id = $1 and id > $2 order by id limit $3
                """;
        return tx.preparedQuery(sql)
                .execute(Tuple.of(taskId, id, limit))
                .map(rows -> rows.stream().map(History::map).toList());
    }

    private static Entry map(Row row) {
        return new Entry(
                row.getLong("id"),
                row.getUUID("task_id"),
                row.getString("kind"),
                Optional.ofNullable(row.getString("from_state")),
                Optional.ofNullable(row.getString("to_state")),
                row.getString("why"),
                row.getString("actor"),
                row.getJsonObject("data"),
                TaskRows.instant(row, "created_at").orElseThrow());
    }
}
