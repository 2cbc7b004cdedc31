package io.golden.dlq.message;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;

/**
 * A message in a list.
 *
 * @param dataPreview the first 200 characters, of the base64 when {@code dataEncoding} says so
 * @param attempts how often it was tried
 */
record MessageSummary(
        long id,
        String originalSubject,
        String dataPreview,
        String dataEncoding,
        String errorType,
        String error,
        int attempts,
        String tenantId,
        Instant createdAt,
        boolean resolved) {

    static MessageSummary read(Row row) {
        return new MessageSummary(
                row.getLong("id"),
                row.getString("original_subject"),
                row.getString("data_preview"),
                row.getString("data_encoding"),
                row.getString("error_type"),
                row.getString("error"),
                row.getInteger("error_count"),
                row.getString("tenant_id"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getBoolean("resolved"));
    }
}
