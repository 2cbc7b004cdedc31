package io.golden.dlq.message;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table {@code dlq_requeues}. */
@ApplicationScoped
public class Requeues {
    Uni<Optional<Requeue>> find(SqlConnection tx, long messageId) {
        var sql = """
                select message_id, msg_id, subject, stream, after_seq, data, changes, redrive_id
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
                insert into dlq_requeues (message_id, msg_id, subject, stream, after_seq, data, changes, redrive_id)
                values ($1, $2, $3, $4, $5, $6, $7, $8)
                on conflict (message_id) do update
                set msg_id = excluded.msg_id, subject = excluded.subject, stream = excluded.stream,
                    after_seq = excluded.after_seq, data = excluded.data, changes = excluded.changes,
                    redrive_id = excluded.redrive_id, sent_seq = null, started_at = now()
                """;
        return tx.preparedQuery(sql)
                .execute(Tuple.from(new Object[] {
                    requeue.messageId(),
                    requeue.msgId(),
                    requeue.subject(),
                    requeue.stream(),
                    requeue.afterSeq(),
                    requeue.edited().orElse(null),
                    requeue.changes().toArray(String[]::new),
                    requeue.redrive().orElse(null)
                }))
                .replaceWithVoid();
    }

    Uni<Void> sent(SqlConnection tx, long messageId, long sequence) {
        return tx.preparedQuery("update dlq_requeues set sent_seq = $2 where message_id = $1")
                .execute(Tuple.of(messageId, sequence))
                .replaceWithVoid();
    }

    /** The intents that there are for these messages. */
    public Uni<List<Requeue>> findAll(SqlConnection tx, List<Long> messageIds) {
        var sql = """
                select message_id, msg_id, subject, stream, after_seq, data, changes, redrive_id
                from dlq_requeues
                where message_id = any ($1)
                """;
        return tx.preparedQuery(sql)
                .execute(Tuple.of(messageIds.toArray(Long[]::new)))
                .map(rows -> {
                    var found = new ArrayList<Requeue>(rows.size());
                    rows.forEach(row -> found.add(read(row)));
                    return found;
                });
    }

    /** Writes down what a redrive is about to send. The messages' rows are locked, and nothing of it was sent before. */
    public Uni<Void> planAll(SqlConnection tx, List<Requeue> requeues) {
        var sql = """
                insert into dlq_requeues (message_id, msg_id, subject, stream, after_seq, redrive_id)
                select * from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::uuid[])
                on conflict (message_id) do update
                set msg_id = excluded.msg_id, subject = excluded.subject, stream = excluded.stream,
                    after_seq = excluded.after_seq, data = null, changes = '{}', redrive_id = excluded.redrive_id,
                    sent_seq = null, started_at = now()
                """;
        return tx.preparedQuery(sql)
                .execute(Tuple.from(new Object[] {
                    requeues.stream().map(Requeue::messageId).toArray(Long[]::new),
                    requeues.stream().map(Requeue::msgId).toArray(String[]::new),
                    requeues.stream().map(Requeue::subject).toArray(String[]::new),
                    requeues.stream().map(Requeue::stream).toArray(String[]::new),
                    requeues.stream().map(Requeue::afterSeq).toArray(Long[]::new),
                    requeues.stream().map(r -> r.redrive().orElseThrow()).toArray(UUID[]::new)
                }))
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
                List.of(row.getArrayOfStrings("changes")),
                Optional.ofNullable(row.getUUID("redrive_id")));
    }
}
