package io.golden.data.nats;

import io.smallrye.mutiny.Uni;
import java.util.Map;

/** Publishes to JetStream now, past the outbox: for what is no effect of a transaction, such as a requeue or a dead letter. */
public interface DirectPublisher {
    /**
     * Completes when the stream has acknowledged; fails when it has not within 5 s (it may have stored it all the same:
     * repeat with the same id), and with 503 while NATS is lost.
     *
     * @param messageId {@code Nats-Msg-Id}: the same id within two minutes is stored once
     * @param headers printable ASCII
     */
    Uni<Receipt> publish(String subject, String messageId, Map<String, String> headers, byte[] data);

    /** Where it is, and whether that id was there already. */
    record Receipt(String stream, long sequence, boolean duplicate) {}
}
