package io.golden.data.nats;

import com.fasterxml.jackson.databind.JsonNode;
import io.golden.data.consumer.RawMessage;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** What NATS answers to {@code $JS.API.STREAM.MSG.GET}. */
final class StoredMessageAnswer {
    static final int STREAM_NOT_FOUND = 10059;
    private static final int MESSAGE_NOT_FOUND = 10037;

    private StoredMessageAnswer() {}

    /** The message; empty when it, or its stream, is not there. */
    static Optional<RawMessage> read(String stream, JsonNode answer) {
        if (answer.has("error")) {
            var error = answer.get("error");
            int code = error.path("err_code").asInt();
            if (code == MESSAGE_NOT_FOUND || code == STREAM_NOT_FOUND) {
                return Optional.empty();
            }
            throw new IllegalStateException("NATS: " + error.path("description").asText());
        }
        var message = answer.path("message");
        var headers = message.path("hdrs").asText("");
        return Optional.of(new RawMessage(
                stream,
                message.path("seq").asLong(),
                message.path("subject").asText(),
                headers.isEmpty() ? Map.of() : HeaderBlock.read(decoded(headers)),
                decoded(message.path("data").asText("")),
                0,
                OffsetDateTime.parse(message.path("time").asText()).toInstant()));
    }

    private static byte[] decoded(String base64) {
        return Base64.getDecoder().decode(base64);
    }
}
