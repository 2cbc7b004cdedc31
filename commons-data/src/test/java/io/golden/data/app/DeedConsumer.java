package io.golden.data.app;

import io.golden.data.consumer.Incoming;
import io.golden.data.consumer.MessageConsumer;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/** Does the deeds that messages ask for. */
abstract class DeedConsumer implements MessageConsumer<Deed> {
    private final Deeds deeds;

    DeedConsumer(Deeds deeds) {
        this.deeds = deeds;
    }

    @Override
    public Class<Deed> payloadType() {
        return Deed.class;
    }

    @Override
    public Uni<Void> handle(SqlConnection tx, Incoming<Deed> message) {
        return deeds.doIt(tx, message);
    }
}
