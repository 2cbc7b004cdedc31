package io.golden.orchestrator.task;

import io.golden.commons.caller.Caller;
import io.golden.commons.error.ApiException;
import io.golden.orchestrator.step.RequestedStep;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code POST /tasks}.
 *
 * @param priority 1 (first) to 5 (3)
 * @param tokenBudget what all steps together may use
 * @param steps instead of developer, tester, review
 */
record TaskRequest(
        @NotBlank @Size(max = 200) @Pattern(regexp = TaskRequest.LINE, message = "must be one line of text")
        String name,

        @Size(max = 20_000) String description,

        @Pattern(regexp = TaskRequest.NAME, message = TaskRequest.NAME_RULE)
        String tenantId,

        @Pattern(regexp = TaskRequest.NAME, message = TaskRequest.NAME_RULE)
        String projectId,

        @Min(1) @Max(5) Integer priority,

        @Size(max = 20)
        List<@NotNull @Pattern(regexp = TaskRequest.NAME, message = TaskRequest.NAME_RULE) String> labels,

        @Min(1) @Max(1_000_000_000_000L) Long tokenBudget,
        @Size(max = 50) List<@NotNull @Valid RequestedStep> steps,
        Map<String, Object> metadata) {

    /** As budget-service and peer-hub-service take them. */
    static final String NAME = "[A-Za-z0-9][A-Za-z0-9._@-]{0,127}";

    static final String NAME_RULE = "must be 1 to 128 letters, digits or . _ @ -";
    static final String LINE = "[^\\p{Cntrl}]*";

    NewTask asked(Caller caller) {
        var text = Optional.ofNullable(description).orElse("");
        if (text.indexOf('\0') >= 0) {
            throw ApiException.unprocessable("description", "must not contain the character U+0000");
        }
        return new NewTask(
                caller.tenantOr(Optional.ofNullable(tenantId)),
                Optional.ofNullable(projectId).orElse("default"),
                name,
                text,
                Optional.ofNullable(priority).orElse(3),
                Optional.ofNullable(labels).map(List::copyOf).orElse(List.of()),
                Optional.ofNullable(metadata).orElse(Map.of()),
                Optional.ofNullable(tokenBudget),
                Optional.ofNullable(steps).orElse(List.of()),
                Optional.empty());
    }
}
