package io.golden.orchestrator.budget;

import io.golden.orchestrator.step.Step;
import io.golden.orchestrator.step.StepType;
import io.golden.orchestrator.task.Due;
import io.golden.orchestrator.task.Task;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rows of {@code step_reservations}: what is held, and what is still to be told to budget-service. */
@ApplicationScoped
public class ReservationRows {
    /**
     * A reservation that is to be settled.
     *
     * @param reservationId empty where the answer to the request was never recorded
     * @param tokensUsed what to commit; empty: release
     */
    record Unsettled(
            String requestId,
            UUID taskId,
            String tenantId,
            String projectId,
            String model,
            long tokens,
            Optional<String> reservationId,
            Optional<Long> tokensUsed,
            int tries) {}

    /** The step's tokens are held. */
    public Uni<Void> held(SqlConnection tx, Task task, Step step, String reservationId) {
        var sql = """
                insert into step_reservations (request_id, step_id, task_id, tenant_id, project_id, model, attempt, tokens,
                    state, reservation_id)
                values ($1, $2, $3, $4, $5, $6, $7, $8, 'held', $9)
                on conflict (request_id) do nothing
                """;
        var values = Tuple.tuple()
                .addString(step.requestId())
                .addUUID(step.id())
                .addUUID(task.id())
                .addString(task.tenantId())
                .addString(task.projectId())
                .addString(task.model())
                .addInteger(step.attempt())
                .addLong(step.estimatedTokens())
                .addString(reservationId);
        return tx.preparedQuery(sql).execute(values).replaceWithVoid();
    }

    /** The step is done: what it used is to be committed. */
    public Uni<Void> toCommit(SqlConnection tx, UUID stepId, int attempt, long used) {
        var sql = """
                update step_reservations set state = 'committing', tokens_used = $2, next_try_at = now()
                where request_id = $1 and state = 'held'
                """;
        return tx.preparedQuery(sql)
                .execute(Tuple.of(Step.requestId(stepId, attempt), used))
                .replaceWithVoid();
    }

    /** The attempt is over without a result: what it held is to be released. */
    public Uni<Void> toRelease(SqlConnection tx, UUID stepId, int attempt) {
        var sql =
                "update step_reservations set state = 'releasing', next_try_at = now() where request_id = $1 and state = 'held'";
        return tx.preparedQuery(sql)
                .execute(Tuple.of(Step.requestId(stepId, attempt)))
                .replaceWithVoid();
    }

    /**
     * The task is over: all it holds is to be released. Steps whose turn it is may have been asked for without an answer
     * being recorded: those are noted too, and the settler finds out.
     */
    public Uni<Void> releaseAll(SqlConnection tx, Task task) {
        var held =
                "update step_reservations set state = 'releasing', next_try_at = now() where task_id = $1 and state = 'held'";
        var asked = """
                insert into step_reservations (request_id, step_id, task_id, tenant_id, project_id, model, attempt, tokens,
                    state, next_try_at)
                select 'step:' || s.id || ':' || s.attempt, s.id, s.task_id, $2, $3, $4, s.attempt, s.estimated_tokens,
                    'releasing', now()
                from task_steps s
                where s.task_id = $1 and s.state = 'pending' and s.type = any($5)
                on conflict (request_id) do nothing
                """;
        var types = Arrays.stream(StepType.values())
                .filter(type -> type != StepType.REVIEW
                        && type.phase().name().equalsIgnoreCase(task.state().wire()))
                .map(StepType::wire)
                .toArray(String[]::new);
        return tx.preparedQuery(held)
                .execute(Tuple.of(task.id()))
                .chain(() -> tx.preparedQuery(asked)
                        .execute(Tuple.of(task.id(), task.tenantId(), task.projectId(), task.model(), types)))
                .replaceWithVoid();
    }

    /** Takes reservations that are due for one settler; another may take them once the lease is over. */
    Uni<List<Unsettled>> take(SqlConnection tx, int limit, Duration lease) {
        var sql = """
                update step_reservations set tries = tries + 1, next_try_at = now() + make_interval(secs => $2)
                where request_id in (%s)
                returning request_id, task_id, tenant_id, project_id, model, tokens, reservation_id, tries,
                    case when state = 'committing' then tokens_used end as to_commit
                """.formatted(Due.first(
                "request_id",
                "step_reservations",
                "state in ('committing', 'releasing')",
                "next_try_at",
                "for update skip locked"));
        return tx.preparedQuery(sql)
                .execute(Tuple.of(limit, lease.toMillis() / 1000.0))
                .map(rows -> rows.stream().map(ReservationRows::map).toList());
    }

    private static Unsettled map(Row row) {
        return new Unsettled(
                row.getString("request_id"),
                row.getUUID("task_id"),
                row.getString("tenant_id"),
                row.getString("project_id"),
                row.getString("model"),
                row.getLong("tokens"),
                Optional.ofNullable(row.getString("reservation_id")),
                Optional.ofNullable(row.getLong("to_commit")),
                row.getInteger("tries"));
    }

    Uni<Void> settled(SqlConnection tx, Unsettled reservation, String reservationId) {
        var sql = """
                update step_reservations set state = case state when 'committing' then 'committed' else 'released' end,
                    reservation_id = $2, settled_at = now(), next_try_at = null, problem = null
                where request_id = $1 and next_try_at is not null
                """;
        return tx.preparedQuery(sql)
                .execute(Tuple.of(reservation.requestId(), reservationId.isEmpty() ? null : reservationId))
                .replaceWithVoid();
    }

    Uni<Void> disputed(SqlConnection tx, Unsettled reservation, String problem) {
        var sql =
                "update step_reservations set state = 'disputed', next_try_at = null, problem = $2, settled_at = now() where request_id = $1";
        return tx.preparedQuery(sql)
                .execute(Tuple.of(reservation.requestId(), problem))
                .replaceWithVoid();
    }

    Uni<Void> retryAfter(SqlConnection tx, Unsettled reservation, Duration wait) {
        var sql =
                "update step_reservations set next_try_at = now() + make_interval(secs => $2) where request_id = $1 and next_try_at is not null";
        return tx.preparedQuery(sql)
                .execute(Tuple.of(reservation.requestId(), wait.toMillis() / 1000.0))
                .replaceWithVoid();
    }

    /** What a task holds and used: {@code {reserved, committed, settling}} in tokens. */
    public Uni<JsonObject> bill(SqlConnection tx, UUID taskId) {
        var sql = """
                select coalesce(sum(tokens) filter (where state = 'held'), 0)::bigint as reserved,
                    coalesce(sum(tokens_used) filter (where state = 'committed'), 0)::bigint as committed,
                    coalesce(sum(tokens_used) filter (where state = 'committing'), 0)::bigint as settling
                from step_reservations where task_id = $1
                """;
        return tx.preparedQuery(sql)
                .execute(Tuple.of(taskId))
                .map(rows -> rows.iterator().next().toJson());
    }
}
