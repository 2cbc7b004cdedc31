package io.golden.budget.ledger;

import io.golden.budget.filter.SpendFilter;
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

/** The table {@code budget_transactions}, newest first. */
@Singleton
final class EntryRepository {
    private static final String SELECT = """
            select t.id, t.tenant_id, t.project_id, t.task_id, t.reservation_id, t.request_id, t.amount, t.type,
                   t.purpose, t.model, t.agent_id, t."timestamp"
            from budget_transactions t
            """ + SpendFilter.where("\"timestamp\"") + """
              and ($8::text is null or t.type = $8)
              and ($9::timestamptz is null or (t."timestamp", t.id) < ($9, $10))
            order by t."timestamp" desc, t.id desc
            limit $11 offset $12""";

    private static final String COUNT = "select count(*) as number from budget_transactions t "
            + SpendFilter.where("\"timestamp\"") + " and ($8::text is null or t.type = $8)";

    /** @param filter the values of a {@link SpendFilter} */
    Uni<Long> count(SqlConnection tx, Tuple filter, String type) {
        return tx.preparedQuery(COUNT)
                .execute(filter.addString(type))
                .map(rows -> rows.iterator().next().getLong("number"));
    }

    /** @param filter the values of a {@link SpendFilter} */
    Uni<List<Entry>> list(SqlConnection tx, Tuple filter, String type, Page page) {
        var values = filter.addString(type)
                .addOffsetDateTime(page.cursor().map(Cursor::offsetTime).orElse(null))
                .addLong(page.cursor().map(EntryRepository::id).orElse(null))
                .addInteger(page.limit())
                .addLong(page.offset());
        return tx.preparedQuery(SELECT)
                .execute(values)
                .map(rows -> rows.stream().map(EntryRepository::entry).toList());
    }

    private static Long id(Cursor cursor) {
        try {
            return Long.valueOf(cursor.id());
        } catch (NumberFormatException e) {
            throw ApiException.of(ErrorCode.INVALID_REQUEST, "cursor: is not one that this list gave out");
        }
    }

    private static Entry entry(Row row) {
        return new Entry(
                row.getLong("id"),
                row.getString("tenant_id"),
                row.getString("project_id"),
                row.getString("task_id"),
                Optional.ofNullable(row.getUUID("reservation_id")),
                row.getString("request_id"),
                row.getLong("amount"),
                row.getString("type"),
                row.getString("purpose"),
                row.getString("model"),
                row.getString("agent_id"),
                row.getOffsetDateTime("timestamp").toInstant());
    }
}
