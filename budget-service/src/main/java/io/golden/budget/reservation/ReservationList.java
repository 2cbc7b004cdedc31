package io.golden.budget.reservation;

import io.golden.budget.filter.NewestFirst;
import io.golden.budget.filter.Spending;
import io.golden.commons.page.Cursor;
import io.golden.commons.page.Page;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** The table {@code budget_reservations}, newest first. */
@Singleton
final class ReservationList {
    private static final String STATUS =
            "case when t.state = 'held' and t.expires_at <= clock_timestamp() then 'expired' else t.state end";

    /** In words that open the index of what is held. */
    private static final String HELD = "t.state = 'held' and t.expires_at > clock_timestamp()";

    /** All tokens are above zero: these words open the index that only lists may use (V016). */
    private static final NewestFirst LIST = new NewestFirst(
            "budget_reservations", """
            t.id, t.tenant_id, t.project_id, t.task_id, t.model, t.agent_id, t.purpose, t.request_id, t.holder,
            t.tokens, t.actual_tokens, t.created_at, t.expires_at, t.closed_at, %s as status
            """.formatted(STATUS), "created_at", "t.requested_tokens > 0", Cursor::uuid);

    Uni<List<ReservationView>> list(SqlConnection tx, Spending spending, Optional<String> status, Page page) {
        var listed = status.equals(Optional.of("held"))
                ? LIST.pageOfFew(tx, spending, page, conditions -> conditions.add(HELD))
                : LIST.page(tx, spending, page, conditions -> conditions.ifPresent(STATUS + " = ?", status));
        return listed.map(rows -> rows.stream().map(ReservationList::view).toList());
    }

    Uni<Long> count(SqlConnection tx, Spending spending, Optional<String> status) {
        return LIST.count(tx, spending, conditions -> conditions.ifPresent(STATUS + " = ?", status));
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
