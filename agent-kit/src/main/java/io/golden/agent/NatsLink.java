package io.golden.agent;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener.Events;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.PublishOptions;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** A connection to NATS that is made when NATS is there and made again whenever it was lost. */
final class NatsLink implements AutoCloseable {
    private final String url;
    private volatile Connection connection;

    NatsLink(String url) {
        this.url = url;
    }

    /** Connects in the background and hands every message on the subject to the listener. */
    void listen(String name, String subject, Consumer<Message> listener) {
        var subscribed = ConcurrentHashMap.<Connection>newKeySet();
        var options = Options.builder()
                .servers(url.split(",", -1))
                .connectionName(name)
                .inboxPrefix("_INBOX.agents.")
                .maxReconnects(-1)
                .reconnectWait(Duration.ofMillis(500))
                .reconnectJitter(Duration.ofMillis(300))
                .connectionTimeout(Duration.ofSeconds(3))
                .connectionListener((made, event) -> {
                    connection = made;
                    // NATS that was not there at first reports its first connection as a reconnection; later ones bring
                    // the subscription back by themselves.
                    boolean up = event == Events.CONNECTED || event == Events.RECONNECTED;
                    if (up && subscribed.add(made)) {
                        made.createDispatcher(listener::accept).subscribe(subject);
                    }
                })
                .errorListener(new QuietErrors())
                .build();
        try {
            Nats.connectAsynchronously(options, true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Publishes into a stream and waits for its acknowledgement, at most 3 s. False when there was none. */
    boolean publish(String subject, String id, String tenant, String token, byte[] payload) {
        var link = connection;
        if (link == null || link.getStatus() != Connection.Status.CONNECTED) {
            return false;
        }
        var message = NatsMessage.builder()
                .subject(subject)
                .headers(new Headers()
                        .add("Golden-Token", token)
                        .add("Golden-Tenant", tenant)
                        .add("Golden-Event-Type", "vote.cast")
                        .add("Golden-Schema", "1"))
                .data(payload)
                .build();
        try {
            var ack = link.jetStream(io.nats.client.JetStreamOptions.builder()
                            .requestTimeout(Duration.ofSeconds(3))
                            .build())
                    .publish(message, PublishOptions.builder().messageId(id).build());
            return !ack.getStream().toLowerCase(Locale.ROOT).isEmpty();
        } catch (IOException | io.nats.client.JetStreamApiException e) {
            return false;
        }
    }

    @Override
    public void close() {
        var link = connection;
        if (link == null) {
            return;
        }
        try {
            link.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A lost connection is expected and comes back; jnats would print each error with its stack. */
    private static final class QuietErrors implements io.nats.client.ErrorListener {}
}
