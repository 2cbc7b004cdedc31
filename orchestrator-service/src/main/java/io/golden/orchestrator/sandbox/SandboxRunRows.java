package io.golden.orchestrator.sandbox;

import io.golden.commons.ids.Ids;
import io.golden.orchestrator.sandbox.SandboxRun.Kind;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** The rows of {@code sandbox_runs}: the first verdict about a content is kept. */
@ApplicationScoped
public class SandboxRunRows {
    private static SandboxRun map(Row row) {
        return new SandboxRun(
                Kind.of(row.getString("kind")),
                row.getString("content_hash"),
                row.getString("tests_hash"),
                row.getString("execution_id"),
                row.getString("verdict").equals("passed"),
                row.getJsonObject("evidence"));
    }

    public Uni<List<SandboxRun>> of(SqlConnection tx, UUID taskId) {
        var sql = """
                select kind, content_hash, tests_hash, execution_id, verdict, evidence
                from sandbox_runs where task_id = $1 order by created_at
                """;
        return tx.preparedQuery(sql)
                .execute(Tuple.of(taskId))
                .map(rows -> rows.stream().map(SandboxRunRows::map).toList());
    }

    /** False when another replica was first. */
    public Uni<Boolean> add(SqlConnection tx, UUID taskId, UUID stepId, SandboxRun run) {
        var sql = """
                insert into sandbox_runs (id, task_id, step_id, kind, content_hash, tests_hash, execution_id, verdict, evidence)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                on conflict (task_id, kind, content_hash, tests_hash) do nothing
                """;
        var values = Tuple.tuple()
                .addUUID(Ids.next())
                .addUUID(taskId)
                .addUUID(stepId)
                .addString(run.kind().wire())
                .addString(run.contentHash())
                .addString(run.testsHash())
                .addString(run.executionId())
                .addString(run.passed() ? "passed" : "failed")
                .addValue(run.evidence());
        return tx.preparedQuery(sql).execute(values).map(rows -> rows.rowCount() == 1);
    }
}
