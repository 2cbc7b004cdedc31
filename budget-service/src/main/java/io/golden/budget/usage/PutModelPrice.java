package io.golden.budget.usage;

import io.golden.budget.Name;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;

/** {@code PUT /budget/models}: what a million of a model's tokens cost from now on. */
record PutModelPrice(
        @NotNull @Name String model,

        @NotNull @DecimalMin("0") @DecimalMax("1000000") @Digits(integer = 7, fraction = 6)
        BigDecimal inputPricePerMillion,

        @NotNull @DecimalMin("0") @DecimalMax("1000000") @Digits(integer = 7, fraction = 6)
        BigDecimal outputPricePerMillion,

        @Pattern(regexp = "[A-Z]{3}") String currency) {

    PutModelPrice {
        currency = currency == null ? "USD" : currency;
    }
}
