package io.golden.budget.reservation;

import io.golden.budget.Name;
import io.golden.commons.error.ApiException;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;

/** {@code POST /budget/commit}; {@code input_tokens}, a part of {@code actual_tokens}, lets usage be shown in money. */
record CommitRequest(
        @NotNull @Name String tenantId,
        @NotNull @Name String projectId,
        @NotNull UUID reservationId,
        @NotNull @Min(0) @Max(Tokens.MOST) Long actualTokens,
        @Min(0) @Max(Tokens.MOST) Long inputTokens) {

    /** Refuses more input than there was in all. */
    void check() {
        if (inputTokens != null && inputTokens > actualTokens) {
            throw ApiException.unprocessable("input_tokens", "must not be more than actual_tokens");
        }
    }
}
