package io.golden.supervisor.escalation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * An escalation as operators see it.
 *
 * @param evidence what the human should see: a review's explanation, a guard's verdict
 * @param resolutionData {@code decision}, {@code note}, {@code data}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Escalation(
        UUID id,
        Optional<UUID> sessionId,
        Optional<UUID> taskId,
        String tenantId,
        String reason,
        String severity,
        String patternType,
        String suggestedFix,
        Map<String, Object> evidence,
        String state,
        String createdBy,
        Optional<Instant> acknowledgedAt,
        Optional<String> acknowledgedBy,
        Optional<Instant> resolvedAt,
        Optional<String> resolvedBy,
        Map<String, Object> resolutionData,
        Instant createdAt) {}
