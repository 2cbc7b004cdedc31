package io.golden.budget.reservation;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;

/** {@code POST /budget/extend}: more tokens, more time, or both. */
record ExtendRequest(
        @NotNull UUID reservationId,
        @Min(1) @Max(Tokens.MOST) Long additionalTokens,
        @Min(1) @Max(Ttl.MOST_SECONDS) Integer ttlSeconds) {}
