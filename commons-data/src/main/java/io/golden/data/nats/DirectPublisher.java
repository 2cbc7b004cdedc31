package io.golden.data.nats;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Publishes to JetStream now, past the outbox: for what is no effect of a transaction, such as a requeue or a dead letter. */
public interface DirectPublisher {
    /**
     * Completes when the stream has acknowledged; fails when it has not within 5 s (it may have stored it all the same:
     * repeat with the same id), and with 503 while NATS is lost.
     */
    Uni<Receipt> publish(Letter letter);

    /**
     * Publishes all at once; completes when each is acknowledged, refused or 5 s late, with a receipt, in the same order,
     * for those that were acknowledged. Fails with 503 while NATS is lost.
     */
    Uni<List<Optional<Receipt>>> publishAll(List<Letter> letters);

    /** What is to be published. No record: two with equal bytes are not the same. */
    final class Letter {
        final String subject;
        final String messageId;
        final Map<String, List<String>> headers;
        final byte[] data;

        /**
         * One message.
         *
         * @param messageId {@code Nats-Msg-Id}: the same id within two minutes is stored once
         * @param headers printable ASCII
         * @param data not copied
         */
        public Letter(String subject, String messageId, Map<String, List<String>> headers, byte[] data) {
            this.subject = subject;
            this.messageId = messageId;
            this.headers = headers;
            this.data = data;
        }
    }

    /** Where it is, and whether that id was there already. */
    record Receipt(String stream, long sequence, boolean duplicate) {}
}
