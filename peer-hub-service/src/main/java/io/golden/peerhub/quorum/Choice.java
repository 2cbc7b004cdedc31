package io.golden.peerhub.quorum;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a voter says. It counts in halves of the voter's weight, so that {@code conditional} stays a whole number. */
public enum Choice {
    APPROVE(2),
    CONDITIONAL(1),
    REJECT(0);

    private final int halves;

    Choice(int halves) {
        this.halves = halves;
    }

    int halvesOf(int weight) {
        return halves * weight;
    }

    /** The name on the wire and in the table. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Choice> of(String wire) {
        return Arrays.stream(values()).filter(c -> c.wire().equals(wire)).findFirst();
    }
}
