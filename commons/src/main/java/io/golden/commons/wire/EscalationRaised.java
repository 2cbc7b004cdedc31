package io.golden.commons.wire;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * {@code supervisor.escalation}: a human is wanted.
 *
 * @param escalationId made by the sender, so that the same escalation delivered twice is one
 * @param severity {@code critical high medium low}
 * @param patternType {@code skill_gap agent_conflict process_issue}
 * @param evidence what the human should see: the review's explanation, a guard's verdict
 */
@RegisterForReflection
public record EscalationRaised(
        UUID escalationId,
        Optional<UUID> sessionId,
        Optional<UUID> taskId,
        String tenantId,
        String reason,
        String severity,
        String patternType,
        String suggestedFix,
        Map<String, Object> evidence) {}
