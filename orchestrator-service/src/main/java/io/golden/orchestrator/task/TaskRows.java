package io.golden.orchestrator.task;

import io.golden.commons.correlation.Correlation;
import io.golden.orchestrator.advance.StaleDecisionException;
import io.golden.orchestrator.step.RequestedStep;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rows of {@code tasks}. Every change checks what it was decided upon inside its own statement. */
@ApplicationScoped
public class TaskRows {
    private static final String DUE = Due.sql("wake_at");
    /** Of a task that is asked for by its id: `completed_at is null` may be answered by reading all that are unfinished. */
    private static final String UNFINISHED = "state not in ('completed', 'failed', 'cancelled')";

    static final String COLUMNS = """
            t.id, t.tenant_id, t.project_id, t.name, t.description, t.state, t.state_since, t.priority, t.labels, t.metadata,
            t.token_budget, t.requested_steps, t.version, t.failure, t.retry_of, t.created_by, t.request_id, t.traceparent,
            t.created_at, t.updated_at, t.completed_at
            """;

    static Task map(Row row) {
        return new Task(
                row.getUUID("id"),
                row.getString("tenant_id"),
                row.getString("project_id"),
                row.getString("name"),
                row.getString("description"),
                TaskState.of(row.getString("state")),
                instant(row, "state_since").orElseThrow(),
                row.getInteger("priority"),
                List.copyOf(Arrays.asList(row.getArrayOfStrings("labels"))),
                row.getJsonObject("metadata"),
                Optional.ofNullable(row.getLong("token_budget")),
                row.getJsonArray("requested_steps").stream()
                        .map(s -> RequestedStep.of((JsonObject) s))
                        .toList(),
                row.getLong("version"),
                Optional.ofNullable(row.getString("failure")),
                Optional.ofNullable(row.getUUID("retry_of")),
                row.getString("created_by"),
                Correlation.of(row.getString("request_id"), row.getString("traceparent")),
                instant(row, "created_at").orElseThrow(),
                instant(row, "updated_at").orElseThrow(),
                instant(row, "completed_at"));
    }

    /** A column of type timestamptz. */
    public static Optional<Instant> instant(Row row, String column) {
        return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
    }

    /** A parameter of type timestamptz; null in the row where it is empty. */
    public static OffsetDateTime parameter(Optional<Instant> instant) {
        return instant.map(i -> i.atOffset(ZoneOffset.UTC)).orElse(null);
    }

    Uni<Task> insert(SqlConnection tx, UUID id, NewTask task, String createdBy, Correlation correlation) {
        var sql = """
                insert into tasks as t (id, tenant_id, project_id, name, description, state, priority, labels, metadata,
                    token_budget, requested_steps, retry_of, created_by, request_id, traceparent, wake_at)
                values ($1, $2, $3, $4, $5, 'created', $6, $7, $8, $9, $10, $11, $12, $13, $14, now())
                returning
                """ + COLUMNS;
        var steps = new JsonArray(task.steps().stream()
                .map(RequestedStep::toJson)
                .map(Object.class::cast)
                .toList());
        var values = Tuple.tuple()
                .addUUID(id)
                .addString(task.tenantId())
                .addString(task.projectId())
                .addString(task.name())
                .addString(task.description())
                .addInteger(task.priority())
                .addArrayOfString(task.labels().toArray(String[]::new))
                .addValue(new JsonObject(task.metadata()))
                .addLong(task.tokenBudget().orElse(null))
                .addValue(steps)
                .addUUID(task.retryOf().orElse(null))
                .addString(createdBy)
                .addString(correlation.requestId())
                .addString(correlation.traceparent());
        return tx.preparedQuery(sql)
                .execute(values)
                .map(rows -> map(rows.iterator().next()));
    }

    /** The task, when it is one of the given tenants' (empty: of any). */
    public Uni<Optional<Task>> find(SqlConnection tx, UUID id, String[] tenants) {
        return select(tx, id, tenants, "");
    }

    /** As {@link #find}, with the row locked until the transaction ends. Lock the task before its steps, always. */
    public Uni<Optional<Task>> lock(SqlConnection tx, UUID id, String[] tenants) {
        return select(tx, id, tenants, " for update of t");
    }

    private static Uni<Optional<Task>> select(SqlConnection tx, UUID id, String[] tenants, String suffix) {
        var sql = "select " + COLUMNS
                + " from tasks t where t.id = $1 and (cardinality($2::text[]) = 0 or t.tenant_id = any($2))" + suffix;
        return tx.preparedQuery(sql).execute(Tuple.of(id, tenants)).map(rows -> {
            var each = rows.iterator();
            return each.hasNext() ? Optional.of(map(each.next())) : Optional.empty();
        });
    }

    /**
     * Moves a task that still is what the decision saw: same version. Empty when it no longer is.
     * It is looked at again at once, unless it is over.
     */
    public Uni<Optional<Task>> move(SqlConnection tx, Task seen, TaskState to, Optional<String> failure) {
        var sql = """
                update tasks t set state = $3, version = version + 1, updated_at = now(),
                    wake_at = case when $5 then null else now() end,
                    state_since = case when t.state = $3 then t.state_since else now() end,
                    failure = $4, completed_at = case when $5 then now() end
                where t.id = $1 and t.version = $2
                returning
                """ + COLUMNS;
        var values = Tuple.tuple()
                .addUUID(seen.id())
                .addLong(seen.version())
                .addString(to.wire())
                .addString(failure.orElse(null))
                .addBoolean(to.terminal());
        return tx.preparedQuery(sql).execute(values).map(rows -> {
            var each = rows.iterator();
            return each.hasNext() ? Optional.of(map(each.next())) : Optional.empty();
        });
    }

    /** Something happened to the task that a decision depends on: older decisions no longer count, and it is looked at now. */
    public Uni<Void> touch(SqlConnection tx, UUID id) {
        var sql = """
                update tasks set version = version + 1, updated_at = now(), wake_at = now()
                where id = $1 and\s""" + UNFINISHED;
        return tx.preparedQuery(sql).execute(Tuple.of(id)).replaceWithVoid();
    }

    /** Puts off the next look, unless something happened since the decision. */
    public Uni<Boolean> putOff(SqlConnection tx, Task seen, Optional<Instant> until) {
        var sql = "update tasks set wake_at = $3 where id = $1 and version = $2";
        var values = Tuple.of(seen.id(), seen.version(), parameter(until));
        return tx.preparedQuery(sql).execute(values).map(rows -> rows.rowCount() == 1);
    }

    /** Takes a due task for one advancer: another may take it once the lease is over. */
    public Uni<Boolean> take(SqlConnection tx, UUID id, Duration lease) {
        var sql = """
                update tasks set wake_at = now() + make_interval(secs => $2)
                where id = (
                    select id from (select id, wake_at from tasks where id = $1 limit 1 for update skip locked) free where %s)
                """.formatted(DUE);
        return tx.preparedQuery(sql)
                .execute(Tuple.of(id, lease.toMillis() / 1000.0))
                .map(rows -> rows.rowCount() == 1);
    }

    /** The ids of due tasks, the longest waiting first. */
    public Uni<List<UUID>> due(SqlConnection tx, int limit) {
        return tx.preparedQuery(Due.first("id", "tasks", "true", "wake_at", ""))
                .execute(Tuple.of(limit))
                .map(rows -> rows.stream().map(row -> row.getUUID("id")).toList());
    }

    /** Whether it is due now. */
    public Uni<Boolean> isDue(SqlConnection tx, UUID id) {
        return tx.preparedQuery("select coalesce(" + DUE + ", false) as due from tasks where id = $1")
                .execute(Tuple.of(id))
                .map(rows -> rows.size() > 0 && rows.iterator().next().getBoolean("due"));
    }

    /** Puts off the next look, whatever happened: there was nothing to decide upon, or no answer to go on with. */
    public Uni<Void> wakeIn(SqlConnection tx, UUID id, Duration wait) {
        var sql = "update tasks set wake_at = now() + make_interval(secs => $2) where id = $1 and " + UNFINISHED;
        return tx.preparedQuery(sql)
                .execute(Tuple.of(id, wait.toMillis() / 1000.0))
                .replaceWithVoid();
    }

    /** Locks the task, which must still be what the decision saw; fails otherwise. */
    public Uni<Void> confirm(SqlConnection tx, Task seen) {
        return tx.preparedQuery("select 1 as one from tasks where id = $1 and version = $2 for update")
                .execute(Tuple.of(seen.id(), seen.version()))
                .invoke(rows -> {
                    if (rows.size() == 0) {
                        throw new StaleDecisionException();
                    }
                })
                .replaceWithVoid();
    }

    /** What a client may change of a task under way; its steps that nobody has yet follow its priority. */
    Uni<Task> change(SqlConnection tx, UUID id, TaskChange change) {
        var steps = """
                update task_steps set priority = $2
                where task_id = $1 and state in ('pending', 'ready') and not auto_added and $2::smallint is not null
                """;
        var sql = """
                update tasks t set name = coalesce($2, name), description = coalesce($3, description),
                    priority = coalesce($4, priority), labels = coalesce($5, labels), version = version + 1,
                    updated_at = now(), wake_at = now()
                where id = $1
                returning
                """ + COLUMNS;
        var labels = Optional.ofNullable(change.labels()).map(l -> l.toArray(String[]::new));
        var values = Tuple.of(id, change.name(), change.description(), change.priority(), labels.orElse(null));
        return tx.preparedQuery(steps)
                .execute(Tuple.of(id, change.priority()))
                .chain(() -> tx.preparedQuery(sql).execute(values))
                .map(rows -> map(rows.iterator().next()));
    }
}
