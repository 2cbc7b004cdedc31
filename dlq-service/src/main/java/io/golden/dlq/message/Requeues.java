package io.golden.dlq.message;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** The table {@code dlq_requeues}. */
@ApplicationScoped
class Requeues {
    Uni<Optional<Requeue>> find(SqlConnection tx, long messageId) {
        var sql = """
                select message_id, msg_id, subject, stream, after_seq, data, changes
                from dlq_requeues
                where message_id = $1
                """;
        return tx.preparedQuery(sql)
                .execute(Tuple.of(messageId))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(read(rows.iterator().next())));
    }

    /** Writes down what is about to be sent; one that was never sent is replaced. */
    Uni<Void> plan(SqlConnection tx, Requeue requeue) {
        var sql = """
                insert into dlq_requeues (message_id, msg_id, subject, stream, after_seq, data, changes)
                values ($1, $2, $3, $4, $5, $6, $7)
                on conflict (message_id) do update
                set msg_id = excluded.msg_id, subject = excluded.subject, stream = excluded.stream,
                    after_seq = excluded.after_seq, data = excluded.data, changes = excluded.changes,
                    started_at = now()
                """;
        return tx.preparedQuery(sql)
                .execute(Tuple.from(new Object[] {
                    requeue.messageId(),
                    requeue.msgId(),
                    requeue.subject(),
                    requeue.stream(),
                    requeue.afterSeq(),
                    requeue.edited().orElse(null),
                    requeue.changes().toArray(String[]::new)
                }))
                .replaceWithVoid();
    }

    Uni<Void> sent(SqlConnection tx, long messageId, long sequence) {
        return tx.preparedQuery("update dlq_requeues set sent_seq = $2 where message_id = $1")
                .execute(Tuple.of(messageId, sequence))
                .replaceWithVoid();
    }

    private static Requeue read(Row row) {
        return new Requeue(
                row.getLong("message_id"),
                row.getString("msg_id"),
                row.getString("subject"),
                row.getString("stream"),
                row.getLong("after_seq"),
                Optional.ofNullable(row.getString("data")),
                List.of(row.getArrayOfStrings("changes")));
    }
}
