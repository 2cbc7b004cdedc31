package io.golden.auth.audit;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A row of {@code audit.audit_log}.
 *
 * @param details the JSON as the database prints it
 * @param writtenIn number of the transaction that wrote it; decides which seal covers it
 * @param writtenBy the database role that wrote it
 */
record AuditRow(
        UUID id,
        String userId,
        String role,
        String action,
        String resourceType,
        String resourceId,
        String details,
        Optional<String> requestId,
        Optional<String> sourceIp,
        String service,
        Instant createdAt,
        long writtenIn,
        String writtenBy) {
    static final String COLUMNS = """
             id, user_id, role, action, resource_type, resource_id, details::text as details, request_id, source_ip,
             service, created_at, written_in, written_by
            """;

    static AuditRow read(Row row) {
        return new AuditRow(
                row.getUUID(0),
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                Optional.ofNullable(row.getString(7)),
                Optional.ofNullable(row.getString(8)),
                row.getString(9),
                row.getOffsetDateTime(10).toInstant(),
                row.getLong(11),
                row.getString(12));
    }
}
