package io.golden.data.outbox;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The SQL of the relay. */
final class OutboxTable {
    private OutboxTable() {}

    /** The oldest rows that wait and that no other replica has in hand, locked until the transaction ends. */
    static Uni<List<PendingMessage>> lockBatch(SqlConnection tx, int limit) {
        return tx.preparedQuery("""
                        select id, created_at, subject, headers, payload
                        from outbox
                        where sent_at is null
                          -- Further ahead than any retry is: the clock was set back.
                          and (retry_at is null or retry_at <= now() or retry_at > now() + interval '2 minutes')
                        order by created_at
                        limit $1
                        for update skip locked
                        """)
                .execute(Tuple.of(limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(PendingMessage::of)
                        .toList());
    }

    static Uni<Void> markSent(SqlConnection tx, List<PendingMessage> messages) {
        return update(tx, messages, """
                update outbox o set sent_at = now()
                from unnest($1::uuid[], $2::timestamptz[]) as m (id, created_at)
                where o.id = m.id and o.created_at = m.created_at
                """);
    }

    /** Steps back, a little longer each time (at most a minute), so that what NATS refuses does not hold up the rest. */
    static Uni<Void> postpone(SqlConnection tx, List<PendingMessage> messages) {
        return update(tx, messages, """
                update outbox o set attempts = attempts + 1, retry_at = now() + least(60, 2 ^ least(attempts, 6)) * interval '1 second'
                from unnest($1::uuid[], $2::timestamptz[]) as m (id, created_at)
                where o.id = m.id and o.created_at = m.created_at
                """);
    }

    private static Uni<Void> update(SqlConnection tx, List<PendingMessage> messages, String sql) {
        if (messages.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery(sql)
                .execute(Tuple.of(
                        messages.stream().map(PendingMessage::id).toArray(UUID[]::new),
                        messages.stream().map(PendingMessage::createdAt).toArray(OffsetDateTime[]::new)))
                .replaceWithVoid();
    }

    /** How many wait (counted up to 100,000) and how long the oldest has. */
    static Uni<Backlog> backlog(SqlClient client) {
        return client.query("""
                        select count(*) as pending,
                          coalesce(extract(epoch from now() - min(created_at)), 0)::float8 as oldest_seconds
                        from (select created_at from outbox where sent_at is null order by created_at limit 100000) waiting
                        """).execute().map(rows -> {
            var row = rows.iterator().next();
            return new Backlog(row.getLong("pending"), Math.max(0, row.getDouble("oldest_seconds")));
        });
    }

    record Backlog(long pending, double oldestSeconds) {}
}
