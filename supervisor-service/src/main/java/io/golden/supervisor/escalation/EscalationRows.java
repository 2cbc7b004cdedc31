package io.golden.supervisor.escalation;

import io.golden.commons.page.Cursor;
import io.golden.commons.page.Page;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** SQL of {@code escalations}. */
@ApplicationScoped
class EscalationRows {
    private static final String COLUMNS = """
            id, session_id, task_id, tenant_id, reason, severity, pattern_type, suggested_fix, evidence, state,
            created_by, acknowledged_at, acknowledged_by, resolved_at, resolved_by, resolution_data, created_at""";

    /** Inserts it unless its id is there already; empty then. */
    Uni<Optional<Escalation>> insert(SqlConnection tx, Escalation e) {
        return one(tx.preparedQuery("""
                        insert into escalations (id, session_id, task_id, tenant_id, reason, severity, pattern_type,
                                                 suggested_fix, evidence, created_by)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                        on conflict (id) do nothing
                        returning\s""" + COLUMNS)
                .execute(Tuple.from(java.util.Arrays.asList(
                        e.id(),
                        e.sessionId().orElse(null),
                        e.taskId().orElse(null),
                        e.tenantId(),
                        e.reason(),
                        e.severity(),
                        e.patternType(),
                        e.suggestedFix(),
                        new JsonObject(e.evidence()),
                        e.createdBy()))));
    }

    Uni<Optional<Escalation>> find(SqlConnection tx, UUID id, String[] tenants) {
        return one(tx.preparedQuery("select " + COLUMNS + """
                         from escalations
                        where id = $1 and (cardinality($2::text[]) = 0 or tenant_id = any($2))""").execute(Tuple.of(id, tenants)));
    }

    /** Acknowledges it if it is open. */
    Uni<Optional<Escalation>> acknowledge(SqlConnection tx, UUID id, String[] tenants, String by) {
        return one(tx.preparedQuery("""
                        update escalations set state = 'acknowledged', acknowledged_at = clock_timestamp(), acknowledged_by = $3
                        where id = $1 and (cardinality($2::text[]) = 0 or tenant_id = any($2)) and state = 'open'
                        returning\s""" + COLUMNS).execute(Tuple.of(id, tenants, by)));
    }

    /** Resolves it if nobody has: of two at once the row lock lets one through. */
    Uni<Optional<Escalation>> resolve(
            SqlConnection tx, UUID id, String[] tenants, String by, Map<String, Object> resolution) {
        return one(tx.preparedQuery("""
                        update escalations set state = 'resolved', resolved_at = clock_timestamp(), resolved_by = $3,
                                               resolution_data = $4
                        where id = $1 and (cardinality($2::text[]) = 0 or tenant_id = any($2)) and state <> 'resolved'
                        returning\s""" + COLUMNS).execute(Tuple.of(id, tenants, by, new JsonObject(resolution))));
    }

    Uni<List<Escalation>> list(Pool pool, Optional<Boolean> resolved, String[] tenants, Page page) {
        return pool.preparedQuery("select " + COLUMNS + """
                         from escalations
                        where (cardinality($1::text[]) = 0 or tenant_id = any($1))
                          and ($2::boolean is null or (state = 'resolved') = $2)
                          and ($3::timestamptz is null or (created_at, id) < ($3, $4::uuid))
                        order by created_at desc, id desc
                        limit $5 offset $6""")
                .execute(Tuple.from(java.util.Arrays.asList(
                        tenants,
                        resolved.orElse(null),
                        page.cursor().map(Cursor::offsetTime).orElse(null),
                        page.cursor().map(Cursor::uuid).orElse(null),
                        page.limit(),
                        page.offset())))
                .map(EscalationRows::all);
    }

    Uni<Long> count(Pool pool, Optional<Boolean> resolved, String[] tenants) {
        return pool.preparedQuery("""
                        select count(*) from escalations
                        where (cardinality($1::text[]) = 0 or tenant_id = any($1))
                          and ($2::boolean is null or (state = 'resolved') = $2)""")
                .execute(Tuple.from(java.util.Arrays.asList(tenants, resolved.orElse(null))))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    private static Uni<Optional<Escalation>> one(Uni<RowSet<Row>> rows) {
        return rows.map(set -> all(set).stream().findFirst());
    }

    private static List<Escalation> all(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(EscalationRows::escalation)
                .toList();
    }

    private static Escalation escalation(Row row) {
        return new Escalation(
                row.getUUID("id"),
                Optional.ofNullable(row.getUUID("session_id")),
                Optional.ofNullable(row.getUUID("task_id")),
                row.getString("tenant_id"),
                row.getString("reason"),
                row.getString("severity"),
                row.getString("pattern_type"),
                row.getString("suggested_fix"),
                map(row, "evidence"),
                row.getString("state"),
                row.getString("created_by"),
                Optional.ofNullable(row.getOffsetDateTime("acknowledged_at")).map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.getString("acknowledged_by")),
                Optional.ofNullable(row.getOffsetDateTime("resolved_at")).map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.getString("resolved_by")),
                map(row, "resolution_data"),
                row.getOffsetDateTime("created_at").toInstant());
    }

    private static Map<String, Object> map(Row row, String column) {
        return Optional.ofNullable(row.getJsonObject(column))
                .map(json -> json.copy().getMap())
                .orElse(Map.of());
    }
}
