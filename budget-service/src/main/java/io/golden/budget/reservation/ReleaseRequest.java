package io.golden.budget.reservation;

import io.golden.budget.Name;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;

/** {@code POST /budget/release}. */
record ReleaseRequest(
        @NotNull @Name String tenantId,
        @NotNull @Name String projectId,
        @NotNull UUID reservationId) {}
