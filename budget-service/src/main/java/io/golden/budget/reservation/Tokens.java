package io.golden.budget.reservation;

/** Bounds of an amount of tokens. */
final class Tokens {
    /** More than anybody will spend, and millions of them still fit into a balance. */
    static final long MOST = 1_000_000_000_000L;

    private Tokens() {}
}
