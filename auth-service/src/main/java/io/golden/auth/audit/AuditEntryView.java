package io.golden.auth.audit;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A row as clients see it. */
record AuditEntryView(
        UUID id,
        String userId,
        String role,
        String action,
        String resourceType,
        String resourceId,
        @JsonRawValue @Schema(type = SchemaType.OBJECT) String details,
        Optional<String> requestId,
        Optional<String> sourceIp,
        String service,
        Instant createdAt) {
    static AuditEntryView of(AuditRow row) {
        return new AuditEntryView(
                row.id(),
                row.userId(),
                row.role(),
                row.action(),
                row.resourceType(),
                row.resourceId(),
                row.details(),
                row.requestId(),
                row.sourceIp(),
                row.service(),
                row.createdAt());
    }
}
