package io.golden.budget.limit;

import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import io.golden.commons.page.Cursor;
import io.golden.commons.page.Page;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The table {@code budget_limits}, read with the clock of the database. */
@Singleton
final class LimitRepository {
    private static final String COLUMNS = """
            select l.id, l.created_at, l.tenant_id, l.project_id, l.agent_id, l.model, l.period, l.timezone, l.soft, l.total_limit,
                   l.current_usage, l.reserved - coalesce(gone.tokens, 0) as reserved
            from budget_limits l
            left join lateral (
              select sum(e.tokens)::bigint as tokens
              from budget_reservations e
              where e.tenant_id = l.tenant_id and e.state = 'held' and e.expires_at <= clock_timestamp()
                and l.id = any (e.account_ids)
            ) gone on true
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

    /** @param tenants those the caller may see; empty for all */
    Uni<List<Limit>> list(SqlConnection tx, String[] tenants, Page page) {
        return tx.preparedQuery(COLUMNS + """
                        where (cardinality($1::text[]) = 0 or l.tenant_id = any ($1))
                          and ($2::timestamptz is null or (l.created_at, l.id) < ($2, $3))
                        order by l.created_at desc, l.id desc
                        limit $4 offset $5""")
                .execute(Tuple.tuple()
                        .addArrayOfString(tenants)
                        .addOffsetDateTime(page.cursor().map(Cursor::offsetTime).orElse(null))
                        .addLong(page.cursor().map(LimitRepository::id).orElse(null))
                        .addInteger(page.limit())
                        .addLong(page.offset()))
                .map(rows -> rows.stream().map(LimitRepository::limit).toList());
    }

    /** Creates or replaces a project's limit; what counts against it stays. */
    Uni<Void> put(SqlConnection tx, String tenantId, String projectId, long totalLimit, boolean soft) {
        return tx.preparedQuery("""
                        insert into budget_limits (tenant_id, project_id, total_limit, soft)
                        values ($1, $2, $3, $4)
                        on conflict (tenant_id, project_id, agent_id, model) do update
                        set total_limit = excluded.total_limit, soft = excluded.soft, updated_at = now()""")
                .execute(Tuple.of(tenantId, projectId, totalLimit, soft))
                .replaceWithVoid();
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
                row.getString("project_id"),
                row.getString("agent_id"),
                row.getString("model"),
                row.getString("period"),
                row.getString("timezone"),
                row.getBoolean("soft"),
                row.getLong("total_limit"),
                row.getLong("current_usage"),
                row.getLong("reserved"),
                Optional.empty());
    }
}
