package io.golden.data.outbox;

import io.golden.commons.correlation.Correlation;
import io.golden.data.background.BackgroundLoop;
import io.golden.data.background.BackgroundWork;
import io.golden.data.background.VirtualThreads;
import io.golden.data.nats.NatsConnection;
import io.golden.data.sql.OutboxFilled;
import io.golden.data.sql.Transactions;
import io.nats.client.Connection;
import io.nats.client.api.PublishAck;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Publishes what waits in the outbox. A row stays locked while it is published and is marked in the same transaction, so
 * that two replicas never publish it at the same time; dying in between publishes it again with the same id, which the
 * stream (two minutes) or the inbox (for ever after) removes.
 */
@ApplicationScoped
class OutboxRelay {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final int BATCH = 256;
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration ACKS = Duration.ofSeconds(5);
    private static final Duration TRANSACTION = Duration.ofSeconds(15);
    private static final int STOP_EARLY = 1_000;

    private final Transactions transactions;
    private final NatsConnection nats;
    private final BackgroundWork background;
    private BackgroundLoop loop;

    OutboxRelay(Transactions transactions, NatsConnection nats, BackgroundWork background) {
        this.transactions = transactions;
        this.nats = nats;
        this.background = background;
    }

    void start(@Observes @Priority(200) StartupEvent event) {
        loop = BackgroundLoop.start("outbox-relay", POLL, this::relayAll);
    }

    /** What has just committed goes out before the service does. */
    void stop(@Observes @Priority(STOP_EARLY) ShutdownEvent event) {
        loop.close();
    }

    void wake(@Observes OutboxFilled event) {
        if (loop != null) {
            loop.wake();
        }
    }

    private void relayAll() {
        while (relayBatch() == BATCH) {}
    }

    /** Returns how many were sent. */
    int relayBatch() {
        return nats.ready()
                .map(connection -> background.await(
                        Correlation.fresh(), TRANSACTION, () -> transactions.run(tx -> relay(tx, connection))))
                .orElse(0);
    }

    private Uni<Integer> relay(SqlConnection tx, Connection connection) {
        return OutboxTable.lockBatch(tx, BATCH)
                .emitOn(VirtualThreads.EXECUTOR)
                .map(messages -> publish(connection, messages))
                .call(published -> OutboxTable.markSent(tx, published.acknowledged()))
                .call(published -> OutboxTable.postpone(tx, published.refused()))
                .map(published -> published.acknowledged().size());
    }

    /** On a virtual thread: waits for the acknowledgements of the whole batch. */
    private static Published publish(Connection connection, List<PendingMessage> messages) {
        var acks = new ArrayList<CompletableFuture<PublishAck>>();
        try {
            var stream = connection.jetStream();
            for (var message : messages) {
                acks.add(stream.publishAsync(message.subject(), message.headers(), message.data(), message.options()));
            }
        } catch (IOException | IllegalStateException e) {
            LOG.debugf("publishing stopped: %s", e.getMessage());
        }
        var all = CompletableFuture.allOf(acks.toArray(CompletableFuture[]::new));
        var _ = all.completeOnTimeout(null, ACKS.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(_ -> null)
                .join();
        return sort(connection, messages, acks);
    }

    private static Published sort(
            Connection connection, List<PendingMessage> messages, List<CompletableFuture<PublishAck>> acks) {
        var published = new Published(new ArrayList<>(), new ArrayList<>());
        var connected = connection.getStatus() == Connection.Status.CONNECTED;
        for (int i = 0; i < acks.size(); i++) {
            var ack = acks.get(i);
            if (ack.isDone() && !ack.isCompletedExceptionally()) {
                published.acknowledged().add(messages.get(i));
            } else if (connected) {
                published.refused().add(messages.get(i));
                LOG.warnf(
                        "%s on %s was not acknowledged",
                        messages.get(i).id(), messages.get(i).subject());
            }
        }
        return published;
    }

    /** @param refused not acknowledged although NATS is there; those it never got are in neither list */
    private record Published(List<PendingMessage> acknowledged, List<PendingMessage> refused) {}
}
