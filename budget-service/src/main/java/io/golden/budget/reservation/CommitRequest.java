package io.golden.budget.reservation;

import io.golden.budget.Name;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;

/** {@code POST /budget/commit}. */
record CommitRequest(
        @NotNull @Name String tenantId,
        @NotNull @Name String projectId,
        @NotNull UUID reservationId,
        @NotNull @Min(0) @Max(Tokens.MOST) Long actualTokens) {}
