package io.golden.orchestrator.content;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** What was deployed, by its hash. */
@ApplicationScoped
public class ContentRows {
    /** Stores the files of a step's output; a content that is stored already stays as it is. */
    public Uni<Void> store(SqlConnection tx, String tenantId, UUID stepId) {
        var sql = """
                insert into contents (content_hash, tenant_id, files)
                select content_hash, $1, output -> 'files' from task_steps where id = $2 and content_hash is not null
                on conflict do nothing
                """;
        return tx.preparedQuery(sql).execute(Tuple.of(tenantId, stepId)).replaceWithVoid();
    }
}
