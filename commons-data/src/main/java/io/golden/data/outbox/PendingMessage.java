package io.golden.data.outbox;

import io.nats.client.PublishOptions;
import io.nats.client.impl.Headers;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.UUID;

/** A row that waits, and the message it becomes. */
record PendingMessage(UUID id, OffsetDateTime createdAt, String subject, JsonObject storedHeaders, String payload) {
    static PendingMessage of(Row row) {
        return new PendingMessage(
                row.getUUID("id"),
                row.getOffsetDateTime("created_at"),
                row.getString("subject"),
                row.getJsonObject("headers"),
                row.getString("payload"));
    }

    Headers headers() {
        var headers = new Headers();
        storedHeaders.forEach(header -> headers.put(header.getKey(), String.valueOf(header.getValue())));
        return headers.put(MessageHeaders.MESSAGE_ID, id.toString());
    }

    byte[] data() {
        return payload.getBytes(StandardCharsets.UTF_8);
    }

    PublishOptions options() {
        return PublishOptions.builder().messageId(id.toString()).build();
    }
}
