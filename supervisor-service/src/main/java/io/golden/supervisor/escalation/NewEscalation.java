package io.golden.supervisor.escalation;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** {@code POST /escalations}. */
public record NewEscalation(
        UUID sessionId,
        UUID taskId,
        @Size(min = 1, max = 100) String tenantId,
        @NotBlank @Size(max = 2000) String reason,

        @Pattern(regexp = "critical|high|medium|low", message = "must be critical, high, medium or low")
        String severity,

        @Pattern(
                regexp = "skill_gap|agent_conflict|process_issue",
                message = "must be skill_gap, agent_conflict or process_issue")
        String patternType,

        @Size(max = 2000) String suggestedFix,
        @Size(max = 100) Map<String, Object> evidence) {

    Optional<String> tenant() {
        return Optional.ofNullable(tenantId);
    }

    String severityOrDefault() {
        return Optional.ofNullable(severity).orElse("medium");
    }

    String patternOrDefault() {
        return Optional.ofNullable(patternType).orElse("process_issue");
    }

    String fixOrDefault() {
        return Optional.ofNullable(suggestedFix).orElse("");
    }

    Map<String, Object> evidenceOrNone() {
        return Optional.ofNullable(evidence).orElse(Map.of());
    }
}
