package io.golden.peerhub.review;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.golden.commons.caller.Tenants;
import io.golden.commons.page.Cursor;
import io.golden.commons.page.Page;
import io.golden.peerhub.quorum.Score;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table {@code peer_review_sessions}. */
@ApplicationScoped
class Sessions {
    private static final String COLUMNS = """
            session_id, task_id, tenant_id, initiator, content_hash, summary, quorum, policy::text as policy, status,
            consensus_score, created_at, deadline, completed_at, deadline <= clock_timestamp() as due
            """;

    private final ObjectMapper json;

    Sessions(ObjectMapper json) {
        this.json = json;
    }

    Uni<Session> insert(SqlConnection tx, NewSession session) {
        var sql = """
                insert into peer_review_sessions (session_id, task_id, tenant_id, initiator, content_hash, summary,
                    content, quorum, policy, created_at, deadline)
                values ($1, $2, $3, $4, $5, $6, ($7::text)::jsonb, $8, ($9::text)::jsonb, now(),
                    now() + $10 * interval '1 second')
                returning
                """ + COLUMNS;
        var values = new ArrayList<Object>();
        values.add(session.id());
        values.add(session.taskId());
        values.add(session.tenantId());
        values.add(session.initiator());
        values.add(session.contentHash());
        values.add(session.summary());
        values.add(session.content().map(this::write).orElse(null));
        values.add(session.quorum().decimal());
        values.add(write(session.policy()));
        values.add((double) session.open().toSeconds());
        return tx.preparedQuery(sql)
                .execute(Tuple.from(values))
                .map(rows -> read(rows.iterator().next()));
    }

    Uni<Optional<Session>> find(SqlConnection tx, UUID id, Tenants tenants) {
        var sql = "select " + COLUMNS + """
                from peer_review_sessions
                where session_id = $1 and (cardinality($2::text[]) = 0 or tenant_id = any($2))
                """;
        return tx.preparedQuery(sql).execute(Tuple.of(id, tenants.filter())).map(this::first);
    }

    /** Finds the session and holds its row: who has the lock decides. */
    Uni<Optional<Session>> lock(SqlConnection tx, UUID id, Tenants tenants) {
        var sql = "select " + COLUMNS + """
                from peer_review_sessions
                where session_id = $1 and (cardinality($2::text[]) = 0 or tenant_id = any($2))
                for update
                """;
        return tx.preparedQuery(sql).execute(Tuple.of(id, tenants.filter())).map(this::first);
    }

    /** What was opened in the future was opened before the clock was set back: it has its whole time from now. */
    Uni<Void> reopenNow(SqlConnection tx) {
        var sql = """
                update peer_review_sessions
                set created_at = clock_timestamp(), deadline = clock_timestamp() + (deadline - created_at)
                where status = 'pending' and created_at > clock_timestamp() + interval '1 minute'
                """;
        return tx.query(sql).execute().replaceWithVoid();
    }

    /** Locks sessions whose time is up and that nobody else is deciding right now. */
    Uni<List<Session>> lockDue(SqlConnection tx, int limit) {
        var sql = "select " + COLUMNS + """
                from peer_review_sessions
                where status = 'pending' and deadline <= clock_timestamp()
                order by deadline
                limit $1
                for update skip locked
                """;
        return tx.preparedQuery(sql).execute(Tuple.of(limit)).map(this::all);
    }

    Uni<List<Session>> list(SqlConnection tx, ReviewFilter filter, Page page) {
        var sql = "select " + COLUMNS + """
                from peer_review_sessions
                where (cardinality($1::text[]) = 0 or tenant_id = any($1))
                    and ($2::text is null or status = $2)
                    and ($3::uuid is null or task_id = $3)
                    and ($4::timestamptz is null or (created_at, session_id) < ($4, $5::uuid))
                order by created_at desc, session_id desc
                limit $6 offset $7
                """;
        return tx.preparedQuery(sql)
                .execute(Tuple.from(new Object[] {
                    filter.tenants().filter(),
                    filter.status().orElse(null),
                    filter.taskId().orElse(null),
                    page.cursor().map(Cursor::offsetTime).orElse(null),
                    page.cursor().map(ReviewFilter::idOf).orElse(null),
                    page.limit(),
                    page.offset()
                }))
                .map(this::all);
    }

    Uni<Long> count(SqlConnection tx, ReviewFilter filter) {
        var sql = """
                select count(*) from peer_review_sessions
                where (cardinality($1::text[]) = 0 or tenant_id = any($1))
                    and ($2::text is null or status = $2)
                    and ($3::uuid is null or task_id = $3)
                """;
        return tx.preparedQuery(sql)
                .execute(Tuple.of(
                        filter.tenants().filter(),
                        filter.status().orElse(null),
                        filter.taskId().orElse(null)))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    Uni<Optional<JsonNode>> content(SqlConnection tx, UUID id) {
        return tx.preparedQuery("select content::text from peer_review_sessions where session_id = $1")
                .execute(Tuple.of(id))
                .map(rows -> Optional.ofNullable(rows.iterator().next().getString(0))
                        .map(text -> parse(text, JsonNode.class)));
    }

    private Optional<Session> first(RowSet<Row> rows) {
        return all(rows).stream().findFirst();
    }

    private List<Session> all(RowSet<Row> rows) {
        var sessions = new ArrayList<Session>(rows.size());
        rows.forEach(row -> sessions.add(read(row)));
        return sessions;
    }

    private Session read(Row row) {
        return new Session(
                row.getUUID("session_id"),
                row.getUUID("task_id"),
                row.getString("tenant_id"),
                row.getString("initiator"),
                row.getString("content_hash"),
                row.getString("summary"),
                Score.ofDecimal(row.getBigDecimal("quorum")),
                parse(row.getString("policy"), Policy.class),
                row.getString("status"),
                Optional.ofNullable(row.getBigDecimal("consensus_score")).map(Score::ofDecimal),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("deadline").toInstant(),
                Optional.ofNullable(row.getOffsetDateTime("completed_at")).map(OffsetDateTime::toInstant),
                row.getBoolean("due"));
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T> T parse(String text, Class<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A session about to be opened. */
    record NewSession(
            UUID id,
            UUID taskId,
            String tenantId,
            String initiator,
            String contentHash,
            String summary,
            Optional<JsonNode> content,
            Score quorum,
            Policy policy,
            Duration open) {}
}
