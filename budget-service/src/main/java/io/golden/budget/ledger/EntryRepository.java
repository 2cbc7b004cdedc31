package io.golden.budget.ledger;

import io.golden.budget.filter.NewestFirst;
import io.golden.budget.filter.Spending;
import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import io.golden.commons.page.Cursor;
import io.golden.commons.page.Page;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The table {@code budget_transactions}, newest first. */
@Singleton
final class EntryRepository {
    private static final NewestFirst LIST =
            new NewestFirst("budget_transactions", """
            t.id, t.tenant_id, t.project_id, t.task_id, t.reservation_id, t.request_id, t.amount, t.type, t.purpose, t.model,
            t.agent_id, t."timestamp"
            """, "\"timestamp\"", "true", EntryRepository::id);

    Uni<Long> count(SqlConnection tx, Spending spending, Optional<String> type) {
        return LIST.count(tx, spending, conditions -> conditions.ifPresent("t.type = ?", type));
    }

    Uni<List<Entry>> list(SqlConnection tx, Spending spending, Optional<String> type, Page page) {
        return LIST.page(tx, spending, page, conditions -> conditions.ifPresent("t.type = ?", type))
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
