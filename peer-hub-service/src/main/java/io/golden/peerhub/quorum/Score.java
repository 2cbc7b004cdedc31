package io.golden.peerhub.quorum;

import java.math.BigDecimal;

/** A share of all votes, exact: in halves of a ten-thousandth, because a conditional vote counts half its weight. */
public record Score(int halves) {
    private static final BigDecimal WHOLE = BigDecimal.valueOf(2L * Weights.WHOLE);

    public static Score ofTenThousandths(int tenThousandths) {
        return new Score(2 * tenThousandths);
    }

    /** Back from the table. */
    public static Score ofDecimal(BigDecimal decimal) {
        return new Score(decimal.multiply(WHOLE).intValueExact());
    }

    Score minus(Score other) {
        return new Score(halves - other.halves);
    }

    boolean reaches(Score quorum) {
        return halves >= quorum.halves;
    }

    /** 0 to 1 with at most five decimals: the division is exact. */
    public BigDecimal decimal() {
        return BigDecimal.valueOf(halves).divide(WHOLE);
    }

    public double value() {
        return decimal().doubleValue();
    }

    /** For a sentence: {@code 0.75}. */
    String text() {
        return decimal().stripTrailingZeros().toPlainString();
    }
}
