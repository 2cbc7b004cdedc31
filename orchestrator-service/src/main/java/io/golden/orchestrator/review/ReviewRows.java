package io.golden.orchestrator.review;

import io.golden.orchestrator.task.Due;
import io.golden.orchestrator.task.Task;
import io.golden.orchestrator.task.TaskRows;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rows of {@code reviews}. */
@ApplicationScoped
public class ReviewRows {
    private static Review map(Row row) {
        return new Review(
                row.getUUID("id"),
                row.getInteger("round"),
                row.getString("content_hash"),
                row.getString("author"),
                Optional.ofNullable(row.getUUID("session_id")),
                Review.Status.of(row.getString("status")),
                Optional.ofNullable(row.getDouble("consensus_score")),
                Optional.ofNullable(row.getDouble("quorum")),
                row.getJsonArray("votes"),
                TaskRows.instant(row, "asked_at"),
                TaskRows.instant(row, "created_at").orElseThrow(),
                TaskRows.instant(row, "decided_at"));
    }

    /** The rounds of a task, first to last. */
    public Uni<List<Review>> of(SqlConnection tx, UUID taskId) {
        var sql = """
                select id, round, content_hash, author, session_id, status, consensus_score, quorum, votes, asked_at,
                    created_at, decided_at
                from reviews where task_id = $1 order by round
                """;
        return tx.preparedQuery(sql)
                .execute(Tuple.of(taskId))
                .map(rows -> rows.stream().map(ReviewRows::map).toList());
    }

    /**
     * Writes down what will be sent, before it is sent. Never earlier than what asked for the round, though the clock was
     * set back: {@link io.golden.orchestrator.guard.Facts#review} would ask for another, and another.
     */
    public Uni<Void> drawUp(
            SqlConnection tx, UUID id, Task task, int round, String contentHash, String author, JsonObject request) {
        var sql = """
                insert into reviews (id, task_id, round, content_hash, author, request, status, created_at)
                select $1, $2, $3, $4, $5, $6, 'opening', greatest(now(),
                    (select max(created_at) from task_steps where task_id = $2),
                    (select max(resolved_at) from task_escalations where task_id = $2))
                """;
        var values = Tuple.tuple()
                .addUUID(id)
                .addUUID(task.id())
                .addInteger(round)
                .addString(contentHash)
                .addString(author)
                .addValue(request);
        return tx.preparedQuery(sql).execute(values).replaceWithVoid();
    }

    /** The request as it was written down. */
    public Uni<JsonObject> request(SqlConnection tx, UUID id) {
        return tx.preparedQuery("select request from reviews where id = $1")
                .execute(Tuple.of(id))
                .map(rows -> rows.iterator().next().getJsonObject("request"));
    }

    /** The peer hub has it under that session. */
    public Uni<Void> opened(SqlConnection tx, UUID id, UUID sessionId) {
        var sql = """
                update reviews set session_id = $2, status = 'pending', asked_at = now()
                where id = $1 and session_id is null
                """;
        return tx.preparedQuery(sql).execute(Tuple.of(id, sessionId)).replaceWithVoid();
    }

    public Uni<Void> asked(SqlConnection tx, UUID id) {
        return tx.preparedQuery("update reviews set asked_at = now() where id = $1")
                .execute(Tuple.of(id))
                .replaceWithVoid();
    }

    /** Records how a session ended, once: false for a second telling, or a session that is not ours. */
    Uni<Boolean> decide(SqlConnection tx, Outcome outcome) {
        var sql = """
                update reviews set status = $3, consensus_score = $4, quorum = $5, votes = $6, decided_at = $7
                where session_id = $1 and task_id = $2 and content_hash = $8 and status = 'pending'
                """;
        var values = Tuple.tuple()
                .addUUID(outcome.sessionId())
                .addUUID(outcome.taskId())
                .addString(outcome.status().wire())
                .addDouble(outcome.score().orElse(null))
                .addDouble(outcome.quorum().orElse(null))
                .addValue(outcome.votes())
                .addOffsetDateTime(TaskRows.parameter(Optional.of(outcome.decidedAt())))
                .addString(outcome.contentHash());
        return tx.preparedQuery(sql).execute(values).map(rows -> rows.rowCount() == 1);
    }

    /** Whether a review of that content is on its way to the peer hub, its session not yet recorded. */
    Uni<Boolean> isOpening(SqlConnection tx, UUID taskId, String contentHash) {
        var sql =
                "select 1 as one from reviews where task_id = $1 and content_hash = $2 and status = 'opening' and cancel_at is null";
        return tx.preparedQuery(sql).execute(Tuple.of(taskId, contentHash)).map(rows -> rows.size() > 0);
    }

    /** The task is over: its open session is to be cancelled. */
    public Uni<Void> cancelOpen(SqlConnection tx, UUID taskId) {
        var sql = "update reviews set cancel_at = now() where task_id = $1 and status in ('opening', 'pending')";
        return tx.preparedQuery(sql).execute(Tuple.of(taskId)).replaceWithVoid();
    }

    /** Takes sessions to cancel for one sweeper, for the length of the lease. */
    Uni<List<Review>> takeCancellations(SqlConnection tx, int limit, Duration lease) {
        var sql = """
                update reviews set cancel_at = now() + make_interval(secs => $2)
                where id in (%s)
                returning id, round, content_hash, author, session_id, status, consensus_score, quorum, votes, asked_at,
                    created_at, decided_at
                """.formatted(Due.first("id", "reviews", "true", "cancel_at", "for update skip locked"));
        return tx.preparedQuery(sql)
                .execute(Tuple.of(limit, lease.toMillis() / 1000.0))
                .map(rows -> rows.stream().map(ReviewRows::map).toList());
    }

    Uni<Void> cancelled(SqlConnection tx, UUID id) {
        var sql = """
                update reviews set cancel_at = null, decided_at = coalesce(decided_at, now()),
                    status = case when status in ('opening', 'pending') then 'cancelled' else status end
                where id = $1
                """;
        return tx.preparedQuery(sql).execute(Tuple.of(id)).replaceWithVoid();
    }

    /** How a session ended, whoever told. */
    public record Outcome(
            UUID sessionId,
            UUID taskId,
            String contentHash,
            Review.Status status,
            Optional<Double> score,
            Optional<Double> quorum,
            JsonArray votes,
            Instant decidedAt) {}
}
