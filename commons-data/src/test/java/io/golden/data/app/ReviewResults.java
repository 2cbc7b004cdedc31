package io.golden.data.app;

import io.golden.data.consumer.ConsumerSpec;
import io.golden.data.consumer.Incoming;
import io.golden.data.consumer.MessageConsumer;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;

/** Consumes what services send. */
@ApplicationScoped
class ReviewResults implements MessageConsumer<Deed> {
    private final Deeds deeds;

    ReviewResults(Deeds deeds) {
        this.deeds = deeds;
    }

    @Override
    public ConsumerSpec spec() {
        return new ConsumerSpec("PRC", "orchestrator-review-results", "prc.*.result", false);
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
