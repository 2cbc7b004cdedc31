package io.golden.data.outbox;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import java.util.UUID;

/** Appends messages to this service's {@code outbox} in the transaction of the change they tell of. */
public interface Outbox {
    /** Appends one message, with the request id and trace context of the moment; returns its {@code Golden-Message-Id}. */
    Uni<UUID> append(SqlConnection tx, OutgoingMessage message);

    /** Appends all in one statement. */
    Uni<Void> appendAll(SqlConnection tx, List<OutgoingMessage> messages);
}
