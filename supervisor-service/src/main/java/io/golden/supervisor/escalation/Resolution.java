package io.golden.supervisor.escalation;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.Optional;

/** {@code POST /escalations/{id}/resolve}: what the human decided, and what the agents should know. */
public record Resolution(
        @NotNull @Pattern(regexp = "approve|reject|retry|cancel", message = "must be approve, reject, retry or cancel")
        String decision,

        @NotNull @Size(max = 4000) String note,
        @Size(max = 100) Map<String, Object> data) {

    Map<String, Object> dataOrNone() {
        return Optional.ofNullable(data).orElse(Map.of());
    }
}
