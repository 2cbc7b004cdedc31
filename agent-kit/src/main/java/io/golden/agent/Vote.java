package io.golden.agent;

import java.util.List;
import java.util.Locale;

/**
 * A judgement of a peer's work.
 *
 * @param confidence 0 to 1
 * @param reasoning why, for people to read
 * @param concerns what should change; a reject names at least one
 */
public record Vote(Kind kind, double confidence, String reasoning, List<String> concerns) {
    /** Approve counts in full, conditional half, reject nothing. */
    public enum Kind {
        APPROVE,
        CONDITIONAL,
        REJECT;

        /** As it stands on the wire. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static Vote approve(double confidence, String reasoning) {
        return new Vote(Kind.APPROVE, confidence, reasoning, List.of());
    }

    public static Vote conditional(double confidence, String reasoning, List<String> concerns) {
        return new Vote(Kind.CONDITIONAL, confidence, reasoning, List.copyOf(concerns));
    }

    public static Vote reject(double confidence, String reasoning, List<String> concerns) {
        return new Vote(Kind.REJECT, confidence, reasoning, List.copyOf(concerns));
    }
}
