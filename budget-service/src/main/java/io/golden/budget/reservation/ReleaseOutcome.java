package io.golden.budget.reservation;

/** What became of a release. */
sealed interface ReleaseOutcome {
    /**
     * Nothing of it was used.
     *
     * @param tokens what it gave back; nothing when it had expired
     */
    record Released(long tokens, boolean replayed) implements ReleaseOutcome {}

    record Unknown() implements ReleaseOutcome {}

    record NotHolder() implements ReleaseOutcome {}

    record Committed() implements ReleaseOutcome {}
}
