package io.golden.budget.reservation;

/** What became of a commit. */
sealed interface CommitOutcome {
    /**
     * It is booked.
     *
     * @param overdraft more was used than was held
     * @param late it came after the expiry
     */
    record Committed(long tokens, long returned, boolean overdraft, boolean late, boolean replayed)
            implements CommitOutcome {}

    record Unknown() implements CommitOutcome {}

    record NotHolder() implements CommitOutcome {}

    record Released() implements CommitOutcome {}

    /** It was committed before, with another amount. */
    record OtherAmount() implements CommitOutcome {}
}
