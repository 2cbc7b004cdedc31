package io.golden.data.consumer;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.golden.commons.caller.Caller;
import io.golden.data.outbox.MessageHeaders;
import io.nats.client.Message;
import java.io.IOException;
import java.util.Optional;

/** Reads what a message says of itself. */
final class Decoder {
    private Decoder() {}

    /** Fails with a {@link com.fasterxml.jackson.core.JsonProcessingException} when it is not of the type. */
    static <T> Incoming<T> decode(Message message, Class<T> type, Optional<Caller> sender, ObjectMapper json)
            throws IOException {
        T payload = json.readValue(message.getData(), type);
        if (payload == null) {
            throw new PoisonMessageException("the payload is null");
        }
        return new Incoming<>(
                id(message, sender),
                message.getSubject(),
                header(message, MessageHeaders.EVENT_TYPE).orElse(""),
                header(message, MessageHeaders.TENANT).orElse(""),
                payload,
                sender,
                message.metaData().deliveredCount(),
                message.metaData().timestamp().toInstant());
    }

    /**
     * The id that the inbox remembers. What an agent calls its message counts for that agent only, or one could make
     * another's vote look like one seen before; a requeue keeps the id the message had.
     */
    static String id(Message message, Optional<Caller> sender) {
        var given = header(message, MessageHeaders.MESSAGE_ID);
        var meta = message.metaData();
        var stored = meta.getStream() + ":" + meta.streamSequence();
        if (sender.isEmpty() || header(message, MessageHeaders.SUBJECT).isPresent()) {
            return given.or(() -> header(message, MessageHeaders.NATS_MESSAGE_ID))
                    .orElse(stored);
        }
        return sender.get().subject() + ":"
                + header(message, MessageHeaders.NATS_MESSAGE_ID).orElse(stored);
    }

    static Optional<String> header(Message message, String name) {
        return message.hasHeaders() ? Optional.ofNullable(message.getHeaders().getLast(name)) : Optional.empty();
    }
}
