package io.golden.budget.reservation;

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
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table {@code budget_reservations}, newest first. */
@Singleton
final class ReservationList {
    private static final String STATUS =
            "case when t.state = 'held' and t.expires_at <= clock_timestamp() then 'expired' else t.state end";

    /** All tokens are above zero: these words open the index that only lists may use (V016). */
    private static final String FILTER = SpendFilter.where("created_at") + "  and t.requested_tokens > 0\n"
            + "  and ($8::text is null or " + STATUS + " = $8)\n";

    private static final String SELECT = """
            select t.id, t.tenant_id, t.project_id, t.task_id, t.model, t.agent_id, t.purpose, t.request_id, t.holder,
                   t.tokens, t.actual_tokens, t.created_at, t.expires_at, t.closed_at,
                   %s as status
            from budget_reservations t
            """.formatted(STATUS) + FILTER + """
              and ($9::timestamptz is null or (t.created_at, t.id) < ($9, $10))
            order by t.created_at desc, t.id desc
            limit $11 offset $12""";

    /** @param filter the values of a {@link SpendFilter} */
    Uni<List<ReservationView>> list(SqlConnection tx, Tuple filter, String status, Page page) {
        var values = filter.addString(status)
                .addOffsetDateTime(page.cursor().map(Cursor::offsetTime).orElse(null))
                .addUUID(page.cursor().map(ReservationList::id).orElse(null))
                .addInteger(page.limit())
                .addLong(page.offset());
        return tx.preparedQuery(SELECT)
                .execute(values)
                .map(rows -> rows.stream().map(ReservationList::view).toList());
    }

    /** @param filter the values of a {@link SpendFilter} */
    Uni<Long> count(SqlConnection tx, Tuple filter, String status) {
        return tx.preparedQuery("select count(*) as number from budget_reservations t " + FILTER)
                .execute(filter.addString(status))
                .map(rows -> rows.iterator().next().getLong("number"));
    }

    private static UUID id(Cursor cursor) {
        try {
            return UUID.fromString(cursor.id());
        } catch (IllegalArgumentException e) {
            throw ApiException.of(ErrorCode.INVALID_REQUEST, "cursor: is not one that this list gave out");
        }
    }

    private static ReservationView view(Row row) {
        return new ReservationView(
                row.getUUID("id"),
                row.getString("tenant_id"),
                row.getString("project_id"),
                row.getString("task_id"),
                row.getString("model"),
                row.getString("agent_id"),
                row.getString("purpose"),
                row.getString("request_id"),
                row.getString("holder"),
                row.getLong("tokens"),
                row.getString("status"),
                Optional.ofNullable(row.getLong("actual_tokens")),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("expires_at").toInstant(),
                Optional.ofNullable(row.getOffsetDateTime("closed_at")).map(OffsetDateTime::toInstant));
    }
}
