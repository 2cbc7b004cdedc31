package io.golden.auth.session;

import io.golden.commons.page.Cursor;
import io.golden.commons.page.Page;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table {@code sessions}, read for people: those that have not ended. */
@Singleton
final class SessionViews {
    Uni<List<SessionView>> list(SqlConnection tx, UUID userId, Page page, Optional<UUID> current) {
        return tx.preparedQuery("""
                        select id, user_id, ip_address, user_agent, created_at, last_activity, expires_at
                        from sessions
                        where user_id = $1 and revoked_at is null and expires_at > now()
                          and ($2::timestamptz is null or (created_at, id::text) < ($2, $3))
                        order by created_at desc, id::text desc
                        limit $4 offset $5""")
                .execute(Tuple.of(
                        userId,
                        page.cursor().map(Cursor::offsetTime).orElse(null),
                        page.cursor().map(Cursor::id).orElse(null),
                        page.limit(),
                        page.offset()))
                .map(rows -> rows.stream().map(row -> view(row, current)).toList());
    }

    Uni<Long> count(SqlConnection tx, UUID userId) {
        return tx.preparedQuery("""
                        select count(*) as number
                        from sessions
                        where user_id = $1 and revoked_at is null and expires_at > now()""")
                .execute(Tuple.of(userId))
                .map(rows -> rows.iterator().next().getLong("number"));
    }

    Uni<Optional<SessionView>> find(SqlConnection tx, UUID userId, UUID id, Optional<UUID> current) {
        return tx.preparedQuery("""
                        select id, user_id, ip_address, user_agent, created_at, last_activity, expires_at
                        from sessions
                        where id = $1 and user_id = $2 and revoked_at is null and expires_at > now()""")
                .execute(Tuple.of(id, userId))
                .map(rows -> rows.stream().findFirst().map(row -> view(row, current)));
    }

    /** Whether the user ever had that session. */
    Uni<Boolean> exists(SqlConnection tx, UUID userId, UUID id) {
        return tx.preparedQuery("select from sessions where id = $1 and user_id = $2")
                .execute(Tuple.of(id, userId))
                .map(rows -> rows.size() == 1);
    }

    private static SessionView view(Row row, Optional<UUID> current) {
        var id = row.getUUID("id");
        return new SessionView(
                id,
                row.getUUID("user_id"),
                row.getString("ip_address"),
                row.getString("user_agent"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("last_activity").toInstant(),
                row.getOffsetDateTime("expires_at").toInstant(),
                current.filter(id::equals).isPresent());
    }
}
