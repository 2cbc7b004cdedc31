package io.golden.budget.limit;

import io.golden.budget.Name;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/** {@code PUT /budget/limits}: a project's limit. */
record PutLimit(
        @NotNull @Name String tenantId,
        @NotNull @Name String projectId,
        @NotNull @Min(0) @Max(1_000_000_000_000_000L) Long totalLimit,
        Boolean soft) {

    boolean isSoft() {
        return soft != null && soft;
    }
}
