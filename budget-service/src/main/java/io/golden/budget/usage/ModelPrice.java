package io.golden.budget.usage;

import java.math.BigDecimal;
import java.time.Instant;

/** What a model's tokens cost, as the API shows it. */
record ModelPrice(
        String model,
        BigDecimal inputPricePerMillion,
        BigDecimal outputPricePerMillion,
        String currency,
        Instant validFrom) {}
