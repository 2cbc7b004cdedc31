package io.golden.orchestrator.task;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * {@code PATCH /tasks/{id}}: what is absent stays. Neither content nor budget of a task under way can be changed.
 *
 * @param version when given, the change is refused (409) if the task is no longer at it
 */
record TaskChange(
        @Size(min = 1, max = 200) @Pattern(regexp = TaskRequest.LINE, message = "must be one line of text")
        String name,

        @Size(max = 20_000)
        @Pattern(regexp = "[^\\x00]*", message = "must not contain the character U+0000", flags = Pattern.Flag.DOTALL)
        String description,

        @Min(1) @Max(5) Integer priority,

        @Size(max = 20)
        List<@NotNull @Pattern(regexp = TaskRequest.NAME, message = TaskRequest.NAME_RULE) String> labels,

        Long version) {}
