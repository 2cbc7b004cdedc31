package io.golden.budget.limit;

import io.golden.budget.Scope;
import io.golden.commons.correlation.Correlation;
import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import io.golden.commons.page.Cursor;
import io.golden.commons.page.Page;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** The table {@code budget_limits}, and its view of what counts now, by the clock of the database. */
@Singleton
final class LimitRepository {
    private static final String COLUMNS = """
            select l.id, l.created_at, l.tenant_id, l.project_id, l.agent_id, l.model, l.period, l.timezone, l.soft,
                   l.total_limit, l.used, l.reserved, l.resets_at
            from budget_limits_now l
            """;

    private static final String FILTER = """
            where (cardinality($1::text[]) = 0 or l.tenant_id = any ($1))
              and ($2::text is null or l.project_id = $2)
            """;

    /** What a request in the project may count against: the tenant's limit, the project's, its agents' and models'. */
    Uni<List<Limit>> inProject(SqlConnection tx, String tenantId, String projectId) {
        return tx.preparedQuery(COLUMNS + """
                        where l.tenant_id = $1 and l.project_id in ($2, '*')
                        order by l.project_id, l.agent_id, l.model
                        limit 1000""")
                .execute(Tuple.of(tenantId, projectId))
                .map(rows -> rows.stream().map(LimitRepository::limit).toList());
    }

    /** What a lifetime limit of the project would start from: what was spent before it was there counts. */
    Uni<Limit.Spent> spent(SqlConnection tx, String tenantId, String projectId) {
        return tx.preparedQuery("""
                        select b.used,
                               b.reserved - coalesce((
                                 select sum(e.tokens)::bigint
                                 from budget_reservations e
                                 where e.tenant_id = $1 and e.project_id = $2 and e.state = 'held'
                                   and e.expires_at <= statement_timestamp()), 0) as reserved
                        from ledger_balance($1, $2, '*', '*', '-infinity') b""")
                .execute(Tuple.of(tenantId, projectId))
                .map(rows -> rows.iterator().next())
                .map(row -> new Limit.Spent(row.getLong("used"), row.getLong("reserved")));
    }

    Uni<Optional<Limit>> find(SqlConnection tx, String tenantId, Scope scope) {
        return tx.preparedQuery(COLUMNS + """
                        where l.tenant_id = $1 and l.project_id = $2 and l.agent_id = $3 and l.model = $4""")
                .execute(Tuple.of(tenantId, scope.projectId(), scope.agentId(), scope.model()))
                .map(rows -> rows.stream().map(LimitRepository::limit).findFirst());
    }

    /**
     * @param tenants those to show; empty for all
     * @param projectId the only one to show; empty for all
     */
    Uni<List<Limit>> list(SqlConnection tx, String[] tenants, Optional<String> projectId, Page page) {
        return tx.preparedQuery(COLUMNS + FILTER + """
                          and ($3::timestamptz is null or (l.created_at, l.id) < ($3, $4))
                        order by l.created_at desc, l.id desc
                        limit $5 offset $6""")
                .execute(Tuple.tuple()
                        .addArrayOfString(tenants)
                        .addString(projectId.orElse(null))
                        .addOffsetDateTime(page.cursor().map(Cursor::offsetTime).orElse(null))
                        .addLong(page.cursor().map(LimitRepository::id).orElse(null))
                        .addInteger(page.limit())
                        .addLong(page.offset()))
                .map(rows -> rows.stream().map(LimitRepository::limit).toList());
    }

    Uni<Long> count(SqlConnection tx, String[] tenants, Optional<String> projectId) {
        return tx.preparedQuery("select count(*) as number from budget_limits l " + FILTER)
                .execute(Tuple.tuple().addArrayOfString(tenants).addString(projectId.orElse(null)))
                .map(rows -> rows.iterator().next().getLong("number"));
    }

    /** Creates or replaces; what counts against it stays, and is counted anew where the period changes. */
    Uni<Void> put(SqlConnection tx, PutLimit limit, Correlation correlation) {
        return tx.preparedQuery("select put_limit($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
                .execute(Tuple.tuple()
                        .addString(limit.tenantId())
                        .addString(limit.projectId())
                        .addString(limit.agentId())
                        .addString(limit.model())
                        .addLong(limit.totalLimit())
                        .addString(limit.period().column())
                        .addString(limit.timezone())
                        .addBoolean(limit.soft())
                        .addString(correlation.requestId())
                        .addString(correlation.traceparent()))
                .replaceWithVoid();
    }

    /** Whether there was one. */
    Uni<Boolean> delete(SqlConnection tx, String tenantId, Scope scope) {
        return tx.preparedQuery("""
                        delete from budget_limits
                        where tenant_id = $1 and project_id = $2 and agent_id = $3 and model = $4""")
                .execute(Tuple.of(tenantId, scope.projectId(), scope.agentId(), scope.model()))
                .map(rows -> rows.rowCount() == 1);
    }

    private static Long id(Cursor cursor) {
        try {
            return Long.valueOf(cursor.id());
        } catch (NumberFormatException e) {
            throw ApiException.of(ErrorCode.INVALID_REQUEST, "cursor: is not one that this list gave out");
        }
    }

    private static Limit limit(Row row) {
        return new Limit(
                new Cursor(
                        row.getOffsetDateTime("created_at").toInstant(),
                        row.getLong("id").toString()),
                row.getString("tenant_id"),
                new Scope(row.getString("project_id"), row.getString("agent_id"), row.getString("model")),
                Period.of(row.getString("period")),
                row.getString("timezone"),
                row.getBoolean("soft"),
                row.getLong("total_limit"),
                row.getLong("used"),
                row.getLong("reserved"),
                Optional.ofNullable(row.getOffsetDateTime("resets_at")).map(OffsetDateTime::toInstant));
    }
}
