package io.golden.orchestrator.step;

import io.golden.commons.ids.Ids;
import io.golden.orchestrator.content.CodeFile;
import io.golden.orchestrator.content.FileSet;
import io.golden.orchestrator.task.Task;
import io.golden.orchestrator.task.TaskRows;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rows of {@code task_steps}, but for what a lease changes ({@code io.golden.orchestrator.work}). */
@ApplicationScoped
public class StepRows {
    private static final String COLUMNS = """
            s.id, s.position, s.type, s.role, s.state, s.attempt, s.max_attempts, s.not_before, s.agent_id,
            s.estimated_tokens, s.tokens_used, s.content_hash, s.content_problem, s.error, s.guard, s.created_at
            """;

    private static Step map(Row row) {
        return new Step(
                row.getUUID("id"),
                row.getInteger("position"),
                StepType.of(row.getString("type")),
                row.getString("role"),
                StepState.of(row.getString("state")),
                row.getInteger("attempt"),
                row.getInteger("max_attempts"),
                TaskRows.instant(row, "not_before"),
                Optional.ofNullable(row.getString("agent_id")),
                row.getLong("estimated_tokens"),
                Optional.ofNullable(row.getLong("tokens_used")),
                Optional.ofNullable(row.getString("content_hash")),
                Optional.ofNullable(row.getString("content_problem")),
                Optional.ofNullable(row.getString("error")),
                Optional.ofNullable(row.getString("guard")),
                TaskRows.instant(row, "created_at").orElseThrow());
    }

    /** The steps of a task by position. */
    public Uni<List<Step>> of(SqlConnection tx, UUID taskId) {
        var sql = "select " + COLUMNS + " from task_steps s where s.task_id = $1 order by s.position";
        return tx.preparedQuery(sql)
                .execute(Tuple.of(taskId))
                .map(rows -> rows.stream().map(StepRows::map).toList());
    }

    /** Adds steps behind the others of a task whose row is locked; later than a human's last word, whatever the clock says. */
    public Uni<Void> add(SqlConnection tx, Task task, List<NewStep> steps) {
        if (steps.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var sql = """
                insert into task_steps (id, task_id, tenant_id, position, type, role, input, state, priority,
                    max_attempts, estimated_tokens, auto_added, reason, guard, created_at)
                select $1, $2, $3, coalesce(max(position), 0) + 1, $4, $5, $6, 'pending', $7, $8, $9, $10, $11, $12,
                    greatest(now(), (select max(resolved_at) + interval '1 microsecond' from task_escalations
                        where task_id = $2))
                from task_steps where task_id = $2
                """;
        Uni<Void> all = Uni.createFrom().voidItem();
        for (var step : steps) {
            var values = Tuple.tuple()
                    .addUUID(Ids.next())
                    .addUUID(task.id())
                    .addString(task.tenantId())
                    .addString(step.type().wire())
                    .addString(step.role())
                    .addValue(step.input())
                    .addInteger(step.priority())
                    .addInteger(step.maxAttempts())
                    .addLong(step.estimatedTokens())
                    .addBoolean(step.guard().isPresent())
                    .addString(step.reason().orElse(null))
                    .addString(step.guard().orElse(null));
            all = all.chain(() -> tx.preparedQuery(sql).execute(values).replaceWithVoid());
        }
        return all;
    }

    /** Hands the step out: from now on a claim takes it. False when it was not pending at that attempt. */
    public Uni<Boolean> ready(SqlConnection tx, Step step) {
        var sql = """
                update task_steps set state = 'ready', ready_at = now(), not_before = null
                where id = $1 and state = 'pending' and attempt = $2
                """;
        return tx.preparedQuery(sql)
                .execute(Tuple.of(step.id(), step.attempt()))
                .map(rows -> rows.rowCount() == 1);
    }

    /** What a step's output holds, as files; empty when it holds none. */
    public Uni<Optional<FileSet>> files(SqlConnection tx, UUID stepId) {
        var sql = "select output -> 'files' as files from task_steps where id = $1 and content_hash is not null";
        return tx.preparedQuery(sql).execute(Tuple.of(stepId)).map(rows -> {
            var each = rows.iterator();
            return each.hasNext() ? Optional.of(fileSet(each.next().getJsonArray("files"))) : Optional.empty();
        });
    }

    private static FileSet fileSet(JsonArray files) {
        return new FileSet(files.stream()
                .map(JsonObject.class::cast)
                .map(f -> new CodeFile(f.getString("path"), f.getString("content")))
                .toList());
    }

    /** The peers have the content: the review steps show it. */
    public Uni<Void> reviewOpened(SqlConnection tx, UUID taskId) {
        // No lease and no token: a review step is never claimed, the peer hub holds it. It stays pending until decided.
        var sql =
                "update task_steps set started_at = coalesce(started_at, now()) where task_id = $1 and type = 'review' and state = 'pending'";
        return tx.preparedQuery(sql).execute(Tuple.of(taskId)).replaceWithVoid();
    }

    /** The review passed, or a human let it pass: its steps are done. */
    public Uni<Void> reviewDone(SqlConnection tx, UUID taskId, JsonObject output) {
        var sql = """
                update task_steps set state = 'done', completed_at = now(), output = $2, tokens_used = 0
                where task_id = $1 and type = 'review' and state = 'pending'
                """;
        return tx.preparedQuery(sql).execute(Tuple.of(taskId, output)).replaceWithVoid();
    }

    /** The task is over: nothing of it is handed out or taken back any more. */
    public Uni<Void> cancelOpen(SqlConnection tx, UUID taskId) {
        var sql = """
                update task_steps set state = 'cancelled', completed_at = now(), leased_until = null
                where task_id = $1 and state in ('pending', 'ready', 'running', 'failed')
                """;
        return tx.preparedQuery(sql).execute(Tuple.of(taskId)).replaceWithVoid();
    }

    /** A human said to go on without it. */
    public Uni<Void> skip(SqlConnection tx, UUID stepId) {
        var sql =
                "update task_steps set state = 'skipped', completed_at = now() where id = $1 and state in ('failed', 'cancelled')";
        return tx.preparedQuery(sql).execute(Tuple.of(stepId)).replaceWithVoid();
    }

    /**
     * A human said to try again, and why. A failed step gets three attempts more, numbered above the old ones, so that no
     * key at budget-service is used twice; one that was never handed out just gets the note.
     */
    public Uni<Void> retry(SqlConnection tx, UUID stepId, String note) {
        var sql = """
                update task_steps set input = input || jsonb_build_object('note', $2::text), state = 'pending',
                    attempt = case state when 'failed' then attempt + 1 else attempt end,
                    max_attempts = case state when 'failed' then attempt + 3 else max_attempts end,
                    not_before = null, completed_at = null, error = null
                where id = $1 and state in ('pending', 'failed')
                """;
        return tx.preparedQuery(sql).execute(Tuple.of(stepId, note)).replaceWithVoid();
    }
}
