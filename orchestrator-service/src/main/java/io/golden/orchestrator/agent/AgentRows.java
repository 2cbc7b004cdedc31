package io.golden.orchestrator.agent;

import io.golden.commons.page.Page;
import io.golden.orchestrator.task.TaskRows;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of {@code agents}. */
@ApplicationScoped
public class AgentRows {
    private static final String COLUMNS = "id, role, status, metadata, last_seen_at, created_at";

    /** The roles that may vote on a review. */
    private static final String[] VOTERS = {"reviewer", "tester", "architect", "security", "developer"};

    /**
     * An agent.
     *
     * @param status {@code active}, or {@code disabled}: gets no work and no vote
     */
    public record Agent(
            String id,
            String role,
            String status,
            Map<String, Object> metadata,
            Optional<Instant> lastSeenAt,
            Instant createdAt) {}

    private static Agent map(Row row) {
        return new Agent(
                row.getString("id"),
                row.getString("role"),
                row.getString("status"),
                row.getJsonObject("metadata").getMap(),
                TaskRows.instant(row, "last_seen_at"),
                TaskRows.instant(row, "created_at").orElseThrow());
    }

    /** The agent was heard of. True when it may work; its row is written at most once in a second. */
    public Uni<Boolean> seen(SqlConnection tx, String id, String role) {
        var known = "select status from agents where id = $1 and last_seen_at > now() - interval '1 second'";
        var sql = """
                insert into agents (id, role, status, metadata, last_seen_at) values ($1, $2, 'active', '{}', now())
                on conflict (id) do update set last_seen_at = now()
                returning status
                """;
        return tx.preparedQuery(known)
                .execute(Tuple.of(id))
                .flatMap(rows -> {
                    var each = rows.iterator();
                    return each.hasNext()
                            ? Uni.createFrom().item(each.next().getString("status"))
                            : tx.preparedQuery(sql)
                                    .execute(Tuple.of(id, role))
                                    .map(written -> written.iterator().next().getString("status"));
                })
                .map("active"::equals);
    }

    /** An agent that works was heard of. */
    public Uni<Void> heard(SqlConnection tx, String id) {
        return tx.preparedQuery("update agents set last_seen_at = now() where id = $1")
                .execute(Tuple.of(id))
                .replaceWithVoid();
    }

    /** Who may vote on what the author wrote: heard of lately, of a voting role, not the author. */
    public Uni<List<Agent>> voters(SqlConnection tx, String author, Duration active) {
        var sql = "select " + COLUMNS + """
                 from agents
                where status = 'active' and role = any($1) and id <> $2 and last_seen_at > now() - make_interval(secs => $3)
                order by id limit 100
                """;
        return tx.preparedQuery(sql)
                .execute(Tuple.of(VOTERS, author, active.toMillis() / 1000.0))
                .map(rows -> rows.stream().map(AgentRows::map).toList());
    }

    Uni<List<Agent>> list(SqlConnection tx, Optional<String> role, Page page) {
        var sql = "select " + COLUMNS + """
                 from agents
                where ($1::text is null or role = $1) and ($2::timestamptz is null or (created_at, id) < ($2, $3))
                order by created_at desc, id desc limit $4 offset $5
                """;
        var values = Tuple.of(
                role.orElse(null),
                page.cursor().map(c -> c.offsetTime()).orElse(null),
                page.cursor().map(c -> c.id()).orElse(null),
                page.limit(),
                page.offset());
        return tx.preparedQuery(sql)
                .execute(values)
                .map(rows -> rows.stream().map(AgentRows::map).toList());
    }

    Uni<Agent> put(SqlConnection tx, String id, String role, String status, Map<String, Object> metadata) {
        var sql = """
                insert into agents (id, role, status, metadata) values ($1, $2, $3, $4)
                on conflict (id) do update set role = excluded.role, status = excluded.status, metadata = excluded.metadata
                returning
                """ + " " + COLUMNS;
        return tx.preparedQuery(sql)
                .execute(Tuple.of(id, role, status, new JsonObject(metadata)))
                .map(rows -> map(rows.iterator().next()));
    }

    Uni<Boolean> delete(SqlConnection tx, String id) {
        return tx.preparedQuery("delete from agents where id = $1")
                .execute(Tuple.of(id))
                .map(rows -> rows.rowCount() == 1);
    }
}
