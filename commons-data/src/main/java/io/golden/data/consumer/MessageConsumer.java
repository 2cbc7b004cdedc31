package io.golden.data.consumer;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/**
 * A durable consumer. Every bean of this type is run by the one consumer loop: decode, then inbox row and
 * {@link #handle} in one transaction, then ack. A message seen before is acked without a call.
 *
 * @param <T> the payload, a record; unknown fields are ignored
 */
public interface MessageConsumer<T> {
    /** Stream, durable name, filter subject. */
    ConsumerSpec spec();

    Class<T> payloadType();

    /**
     * Does the work in the given transaction. A failure is retried (1 s, 5 s, 15 s, 30 s) and ends as a dead letter
     * after five deliveries; {@link PoisonMessageException} goes there at once.
     */
    Uni<Void> handle(SqlConnection tx, Incoming<T> message);
}
