package io.golden.orchestrator.work;

import io.golden.orchestrator.content.FileSet;
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
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What leases change in {@code task_steps}. A claim is the only thing that grants one. */
@ApplicationScoped
class LeaseRows {
    /** A step as the holder of its lease sees it; locked by the transaction that read it. */
    record Leased(
            UUID stepId,
            UUID taskId,
            String type,
            String role,
            String state,
            int position,
            int attempt,
            int maxAttempts,
            long fencingToken,
            String agentId,
            Optional<JsonObject> output,
            Optional<Long> tokensUsed,
            boolean expired) {}

    /**
     * Grants leases, first priority first. Rows that another claim or an advancer has in hand are skipped, not waited
     * for: a wake-up follows their commit.
     */
    Uni<List<Lease>> claim(
            SqlConnection tx, String agent, Collection<String> roles, String[] tenants, int max, Duration lease) {
        var sql = """
                with picked as (
                    select s.id from task_steps s join tasks t on t.id = s.task_id
                    where s.state = 'ready' and s.role = any($2) and (cardinality($3::text[]) = 0 or s.tenant_id = any($3))
                    order by s.priority, s.ready_at, s.id
                    limit $4 for update of s, t skip locked),
                leased as (
                    update task_steps s set state = 'running', agent_id = $1, fencing_token = nextval('fencing_tokens'),
                        leased_until = now() + make_interval(secs => $5), started_at = now()
                    from picked, tasks t where s.id = picked.id and t.id = s.task_id
                    returning s.id, s.task_id, s.tenant_id, t.project_id, s.type, s.role, s.attempt, s.fencing_token,
                        s.leased_until, s.input, s.priority, s.ready_at, t.name, t.description, t.labels, t.metadata),
                told as (
                    insert into task_history (task_id, kind, why, actor, data)
                    select task_id, 'step', 'An agent has the step', $1, jsonb_build_object('step_id', id, 'type', type,
                        'role', role, 'state', 'running', 'attempt', attempt, 'agent_id', $1::text)
                    from leased)
                select l.*,
                    (select p.output -> 'files' from task_steps p where p.task_id = l.task_id and p.state = 'done'
                        and p.type in ('develop', 'fix', 'refactor', 'document', 'improve') and p.content_hash is not null
                        order by p.position desc limit 1) as files,
                    (select p.output -> 'files' from task_steps p where p.task_id = l.task_id and p.state = 'done'
                        and p.type = 'test' and p.content_hash is not null order by p.position desc limit 1) as tests
                from leased l order by l.priority, l.ready_at, l.id
                """;
        var values = Tuple.of(agent, roles.toArray(String[]::new), tenants, max, lease.toMillis() / 1000.0);
        return tx.preparedQuery(sql)
                .execute(values)
                .map(rows -> rows.stream().map(LeaseRows::lease).toList());
    }

    private static Lease lease(Row row) {
        var task = new JsonObject()
                .put("name", row.getString("name"))
                .put("description", row.getString("description"))
                .put("labels", new JsonArray(List.of((Object[]) row.getArrayOfStrings("labels"))))
                .put("metadata", row.getJsonObject("metadata"));
        var input = new JsonObject().put("task", task);
        Optional.ofNullable(row.getJsonArray("files")).ifPresent(files -> input.put("files", files));
        Optional.ofNullable(row.getJsonArray("tests")).ifPresent(tests -> input.put("tests", tests));
        input.mergeIn(row.getJsonObject("input"));
        return new Lease(
                row.getUUID("id"),
                row.getUUID("task_id"),
                row.getString("tenant_id"),
                row.getString("project_id"),
                row.getString("type"),
                row.getString("role"),
                row.getInteger("attempt"),
                row.getLong("fencing_token"),
                TaskRows.instant(row, "leased_until").orElseThrow(),
                input.getMap());
    }

    /** The roles among these that have a ready step. */
    Uni<List<String>> rolesWithWork(SqlConnection tx, Collection<String> roles) {
        var sql = """
                select role from unnest($1::text[]) role
                where exists (select 1 from task_steps s where s.state = 'ready' and s.role = role.role)
                """;
        return tx.preparedQuery(sql)
                .execute(Tuple.of(roles.toArray(String[]::new)))
                .map(rows -> rows.stream().map(row -> row.getString("role")).toList());
    }

    /** The task of a step; to be locked before the step is. */
    Uni<Optional<UUID>> taskOf(SqlConnection tx, UUID stepId) {
        return tx.preparedQuery("select task_id from task_steps where id = $1")
                .execute(Tuple.of(stepId))
                .map(rows -> {
                    var each = rows.iterator();
                    return each.hasNext() ? Optional.of(each.next().getUUID("task_id")) : Optional.empty();
                });
    }

    Uni<Leased> lock(SqlConnection tx, UUID stepId) {
        var sql = """
                select id, task_id, type, role, state, position, attempt, max_attempts, fencing_token, agent_id, output,
                    tokens_used, coalesce(leased_until < now(), false) as expired
                from task_steps where id = $1 for update
                """;
        return tx.preparedQuery(sql)
                .execute(Tuple.of(stepId))
                .map(rows -> leased(rows.iterator().next()));
    }

    private static Leased leased(Row row) {
        return new Leased(
                row.getUUID("id"),
                row.getUUID("task_id"),
                row.getString("type"),
                row.getString("role"),
                row.getString("state"),
                row.getInteger("position"),
                row.getInteger("attempt"),
                row.getInteger("max_attempts"),
                row.getLong("fencing_token"),
                Optional.ofNullable(row.getString("agent_id")).orElse(""),
                Optional.ofNullable(row.getJsonObject("output")),
                Optional.ofNullable(row.getLong("tokens_used")),
                row.getBoolean("expired"));
    }

    /** Extends a lease that is still held; empty when it is not. */
    Uni<Optional<Instant>> extend(SqlConnection tx, UUID stepId, String agent, long fencingToken, Duration lease) {
        var sql = """
                update task_steps set leased_until = now() + make_interval(secs => $4)
                where id = $1 and leased_until is not null and agent_id = $2 and fencing_token = $3
                returning leased_until
                """;
        return tx.preparedQuery(sql)
                .execute(Tuple.of(stepId, agent, fencingToken, lease.toMillis() / 1000.0))
                .map(rows -> {
                    var each = rows.iterator();
                    return each.hasNext() ? TaskRows.instant(each.next(), "leased_until") : Optional.empty();
                });
    }

    /** The result counts. The step must be locked and leased. */
    Uni<Void> done(SqlConnection tx, UUID stepId, Result result) {
        var sql = """
                update task_steps set state = 'done', leased_until = null, completed_at = now(), output = $2,
                    tokens_used = $3, artifacts = $4, content_hash = $5, content_problem = $6, error = null
                where id = $1
                """;
        var reading = FileSet.read(result.output());
        var hash = reading instanceof FileSet.Reading.Files files ? files.hash() : null;
        var problem = reading instanceof FileSet.Reading.Unusable unusable ? unusable.problem() : null;
        var values = Tuple.of(stepId, result.output(), result.tokensUsed(), result.artifacts(), hash, problem);
        return tx.preparedQuery(sql).execute(values).replaceWithVoid();
    }

    /** The attempt is over; another follows after the wait. A new fencing token makes the old lease worthless. */
    Uni<Void> again(SqlConnection tx, UUID stepId, String error, Duration wait) {
        var sql = """
                update task_steps set state = 'pending', attempt = attempt + 1, agent_id = null, leased_until = null,
                    fencing_token = nextval('fencing_tokens'), error = $2, not_before = now() + make_interval(secs => $3)
                where id = $1
                """;
        return tx.preparedQuery(sql)
                .execute(Tuple.of(stepId, error, wait.toMillis() / 1000.0))
                .replaceWithVoid();
    }

    /** No attempt follows. */
    Uni<Void> failed(SqlConnection tx, UUID stepId, String error) {
        var sql = """
                update task_steps set state = 'failed', leased_until = null, completed_at = now(), error = $2,
                    fencing_token = nextval('fencing_tokens')
                where id = $1
                """;
        return tx.preparedQuery(sql).execute(Tuple.of(stepId, error)).replaceWithVoid();
    }

    /** A lease further ahead than any is given was given before the clock was set back: it lasts from now. */
    Uni<Void> shorten(SqlConnection tx, Duration lease) {
        var sql = """
                update task_steps set leased_until = now() + make_interval(secs => $1)
                where state = 'running' and leased_until > now() + 2 * make_interval(secs => $1)
                """;
        return tx.preparedQuery(sql)
                .execute(Tuple.of(lease.toMillis() / 1000.0))
                .replaceWithVoid();
    }

    /** Steps whose lease ran out. */
    Uni<List<UUID>> expired(SqlConnection tx, int limit) {
        var sql =
                "select id from task_steps where state = 'running' and leased_until < now() order by leased_until limit $1";
        return tx.preparedQuery(sql)
                .execute(Tuple.of(limit))
                .map(rows -> rows.stream().map(row -> row.getUUID("id")).toList());
    }
}
