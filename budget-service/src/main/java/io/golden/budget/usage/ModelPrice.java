package io.golden.budget.usage;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.golden.commons.page.Cursor;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * What a model's tokens cost, as the API shows it.
 *
 * @param place of the model in the list: when it first had a price, so that a new price moves nothing while pages are read
 */
record ModelPrice(
        @JsonIgnore Cursor place,
        String model,
        BigDecimal inputPricePerMillion,
        BigDecimal outputPricePerMillion,
        String currency,
        Instant validFrom) {}
