package io.golden.orchestrator.task;

import io.golden.orchestrator.budget.ReservationRows;
import io.golden.orchestrator.review.Review;
import io.golden.orchestrator.review.ReviewRows;
import io.golden.orchestrator.sandbox.SandboxRun;
import io.golden.orchestrator.sandbox.SandboxRunRows;
import io.golden.orchestrator.task.TaskDetail.HistoryShown;
import io.golden.orchestrator.task.TaskDetail.ReviewShown;
import io.golden.orchestrator.task.TaskDetail.RunShown;
import io.golden.orchestrator.task.TaskDetail.StepShown;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Gathers what one task shows. */
@ApplicationScoped
class TaskDetails {
    private static final int MAX_HISTORY = 1000;

    private final ReservationRows reservations;
    private final ReviewRows reviews;
    private final SandboxRunRows runs;
    private final History history;

    TaskDetails(ReservationRows reservations, ReviewRows reviews, SandboxRunRows runs, History history) {
        this.reservations = reservations;
        this.reviews = reviews;
        this.runs = runs;
        this.history = history;
    }

    /** All statements are sent at once: one round trip. */
    Uni<TaskDetail> of(SqlConnection tx, Task task) {
        var id = task.id();
        return Uni.combine()
                .all()
                .unis(
                        steps(tx, id),
                        reservations.bill(tx, id),
                        reviews.of(tx, id),
                        runs.of(tx, id),
                        history.after(tx, id, 0, MAX_HISTORY))
                .with((steps, bill, rounds, ran, lines) -> new TaskDetail(
                        TaskView.of(task),
                        contentHash(steps),
                        bill.getMap(),
                        rounds.isEmpty() ? Optional.empty() : Optional.of(shown(rounds.getLast())),
                        steps,
                        ran.stream().map(TaskDetails::shown).toList(),
                        lines.stream().map(HistoryShown::of).toList()));
    }

    private static Optional<String> contentHash(List<StepShown> steps) {
        return steps.stream()
                .filter(s -> !s.type().equals("test") && s.contentHash().isPresent())
                .reduce((a, b) -> b)
                .flatMap(StepShown::contentHash);
    }

    private static ReviewShown shown(Review review) {
        return new ReviewShown(
                review.sessionId(),
                review.round(),
                review.contentHash(),
                review.status().wire(),
                review.score(),
                review.quorum(),
                review.votes().stream()
                        .map(v -> (Object) ((JsonObject) v).getMap())
                        .toList());
    }

    private static RunShown shown(SandboxRun run) {
        return new RunShown(
                run.kind().wire(),
                run.contentHash(),
                run.testsHash(),
                run.executionId(),
                run.passed() ? "passed" : "failed",
                run.evidence().getMap());
    }

    private static Uni<List<StepShown>> steps(SqlConnection tx, UUID taskId) {
        var sql = """
                select id, position, type, role, state, attempt, max_attempts, agent_id, estimated_tokens, tokens_used,
                    content_hash, auto_added, reason, guard, error, input, output, started_at, completed_at
                from task_steps where task_id = $1 order by position
                """;
        return tx.preparedQuery(sql)
                .execute(Tuple.of(taskId))
                .map(rows -> rows.stream().map(TaskDetails::step).toList());
    }

    private static StepShown step(Row row) {
        return new StepShown(
                row.getUUID("id"),
                row.getInteger("position"),
                row.getString("type"),
                row.getString("role"),
                row.getString("state"),
                row.getInteger("attempt"),
                row.getInteger("max_attempts"),
                Optional.ofNullable(row.getString("agent_id")),
                row.getLong("estimated_tokens"),
                Optional.ofNullable(row.getLong("tokens_used")),
                Optional.ofNullable(row.getString("content_hash")),
                row.getBoolean("auto_added"),
                Optional.ofNullable(row.getString("reason")),
                Optional.ofNullable(row.getString("guard")),
                Optional.ofNullable(row.getString("error")),
                row.getJsonObject("input").getMap(),
                Optional.ofNullable(row.getJsonObject("output")).map(JsonObject::getMap),
                TaskRows.instant(row, "started_at"),
                TaskRows.instant(row, "completed_at"));
    }
}
