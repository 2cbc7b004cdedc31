package io.golden.commons.wire;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * {@code event.supervisor.escalation.resolved}: what the human decided.
 *
 * @param decision {@code approve reject retry cancel}
 */
@RegisterForReflection
public record EscalationResolved(
        UUID escalationId,
        Optional<UUID> sessionId,
        Optional<UUID> taskId,
        String tenantId,
        String decision,
        String note,
        Map<String, Object> data,
        String resolvedBy,
        Instant resolvedAt) {}
