package io.golden.orchestrator.escalation;

import io.golden.orchestrator.guard.Facts.Waiver;
import io.golden.orchestrator.task.TaskRows;
import io.golden.orchestrator.task.TaskState;
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

/** The rows of {@code task_escalations} and of what guards and humans said ({@code guard_results}). */
@ApplicationScoped
public class EscalationRows {
    /**
     * A question to a human.
     *
     * @param sessionId of the review whose escalation the peer hub raised; empty for one of our own
     * @param guard that refused
     * @param stepId that failed, or could not be reserved
     */
    public record Escalation(
            UUID id,
            UUID taskId,
            Optional<UUID> sessionId,
            Optional<String> guard,
            Optional<UUID> stepId,
            String contentHash,
            TaskState.Working from,
            String reason) {}

    private static Escalation map(Row row) {
        return new Escalation(
                row.getUUID("id"),
                row.getUUID("task_id"),
                Optional.ofNullable(row.getUUID("session_id")),
                Optional.ofNullable(row.getString("guard")),
                Optional.ofNullable(row.getUUID("step_id")),
                row.getString("content_hash"),
                TaskState.working(row.getString("from_state")),
                row.getString("reason"));
    }

    public Uni<Void> add(SqlConnection tx, Escalation escalation) {
        var sql = """
                insert into task_escalations (id, task_id, session_id, guard, step_id, content_hash, from_state, reason)
                values ($1, $2, $3, $4, $5, $6, $7, $8)
                """;
        var values = Tuple.tuple()
                .addUUID(escalation.id())
                .addUUID(escalation.taskId())
                .addUUID(escalation.sessionId().orElse(null))
                .addString(escalation.guard().orElse(null))
                .addUUID(escalation.stepId().orElse(null))
                .addString(escalation.contentHash())
                .addString(escalation.from().wire())
                .addString(escalation.reason());
        return tx.preparedQuery(sql).execute(values).replaceWithVoid();
    }

    /** The question that the task waits on. */
    Uni<Optional<Escalation>> open(SqlConnection tx, UUID taskId) {
        var sql = """
                select id, task_id, session_id, guard, step_id, content_hash, from_state, reason
                from task_escalations where task_id = $1 and decision is null order by created_at desc limit 1
                """;
        return tx.preparedQuery(sql).execute(Tuple.of(taskId)).map(rows -> {
            var each = rows.iterator();
            return each.hasNext() ? Optional.of(map(each.next())) : Optional.empty();
        });
    }

    /** Whether that question, or a question about that session, was answered before. */
    Uni<Boolean> wasAnswered(SqlConnection tx, UUID taskId, UUID id, Optional<UUID> sessionId) {
        var sql =
                "select 1 as one from task_escalations where task_id = $1 and decision is not null and (id = $2 or session_id = $3)";
        return tx.preparedQuery(sql)
                .execute(Tuple.of(taskId, id, sessionId.orElse(null)))
                .map(rows -> rows.size() > 0);
    }

    /** Whether that session is a review of the task. */
    Uni<Boolean> hasSession(SqlConnection tx, UUID taskId, UUID sessionId) {
        return tx.preparedQuery("select 1 as one from reviews where task_id = $1 and session_id = $2")
                .execute(Tuple.of(taskId, sessionId))
                .map(rows -> rows.size() > 0);
    }

    /** A human's word is later than all that led to it, whatever the clock says. */
    Uni<Void> resolve(SqlConnection tx, UUID id, String decision, String note, String by) {
        var sql = """
                update task_escalations e set decision = $2, note = $3, resolved_by = $4, resolved_at = greatest(now(),
                    (select max(s.created_at) + interval '1 microsecond' from task_steps s where s.task_id = e.task_id),
                    (select max(r.created_at) + interval '1 microsecond' from reviews r where r.task_id = e.task_id))
                where id = $1
                """;
        return tx.preparedQuery(sql).execute(Tuple.of(id, decision, note, by)).replaceWithVoid();
    }

    /** The task is over: nobody needs to answer any more. */
    public Uni<Void> close(SqlConnection tx, UUID taskId) {
        var sql = """
                update task_escalations set decision = 'cancel', resolved_by = 'system', resolved_at = now()
                where task_id = $1 and decision is null
                """;
        return tx.preparedQuery(sql).execute(Tuple.of(taskId)).replaceWithVoid();
    }

    /** When a human last decided about the task, and what the database's clock says. */
    public record Times(Optional<Instant> lastResolved, Instant now) {}

    public Uni<Times> times(SqlConnection tx, UUID taskId) {
        return tx.preparedQuery("select max(resolved_at) as at, now() as now from task_escalations where task_id = $1")
                .execute(Tuple.of(taskId))
                .map(rows -> rows.iterator().next())
                .map(row -> new Times(
                        TaskRows.instant(row, "at"),
                        TaskRows.instant(row, "now").orElseThrow()));
    }

    /** What a guard said, or what a human said instead of it. */
    public Uni<Void> guardResult(
            SqlConnection tx,
            UUID taskId,
            String guard,
            String contentHash,
            boolean holds,
            JsonObject evidence,
            String by) {
        var sql = """
                insert into guard_results (id, task_id, guard, content_hash, holds, evidence, decided_by)
                values (gen_random_uuid(), $1, $2, $3, $4, $5, $6)
                """;
        var values = Tuple.of(taskId, guard, contentHash, holds, evidence, by);
        return tx.preparedQuery(sql).execute(values).replaceWithVoid();
    }

    /** What humans let pass. */
    public Uni<List<Waiver>> waivers(SqlConnection tx, UUID taskId) {
        var sql = """
                select guard, content_hash, decided_by from guard_results
                where task_id = $1 and holds and decided_by <> 'system' order by created_at
                """;
        return tx.preparedQuery(sql)
                .execute(Tuple.of(taskId))
                .map(rows -> rows.stream()
                        .map(row -> new Waiver(
                                row.getString("guard"), row.getString("content_hash"), row.getString("decided_by")))
                        .toList());
    }
}
