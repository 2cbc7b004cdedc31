package io.golden.budget.reservation;

/** How long a reservation holds. */
final class Ttl {
    static final int DEFAULT_SECONDS = 3600;
    static final int MOST_SECONDS = 86_400;

    private Ttl() {}
}
