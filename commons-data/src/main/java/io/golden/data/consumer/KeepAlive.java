package io.golden.data.consumer;

import io.golden.data.background.BackgroundLoop;
import io.nats.client.Message;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Tells NATS every few seconds that what is in hand is still worked on, so that it does not come again meanwhile. */
@ApplicationScoped
class KeepAlive {
    private final Set<Message> inHand = ConcurrentHashMap.newKeySet();
    private final Duration interval;
    private BackgroundLoop loop;

    KeepAlive(ConsumerSettings settings) {
        this.interval = settings.ackWait().dividedBy(4);
    }

    void start(@Observes StartupEvent event) {
        loop = BackgroundLoop.start("consumer-keep-alive", interval, this::sayInProgress);
    }

    void stop(@Observes ShutdownEvent event) {
        loop.close();
    }

    void add(Message message) {
        inHand.add(message);
    }

    void remove(Message message) {
        inHand.remove(message);
    }

    private void sayInProgress() {
        for (var message : inHand) {
            try {
                message.inProgress();
            } catch (IllegalStateException e) {
                // The connection is lost: the message will come again, and the inbox knows it.
            }
        }
    }
}
