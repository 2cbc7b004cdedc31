package io.golden.data.consumer;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** Remembers, in the transaction of the work, which messages a consumer has done. */
final class Inbox {
    private Inbox() {}

    /** False when the message was done before. A racing second delivery waits for the first to end. */
    static Uni<Boolean> enter(SqlConnection tx, String consumer, String messageId) {
        return tx.preparedQuery("""
                        insert into inbox (consumer, message_id) values ($1, $2)
                        on conflict (consumer, message_id) do nothing
                        """).execute(Tuple.of(consumer, messageId)).map(rows -> rows.rowCount() == 1);
    }
}
