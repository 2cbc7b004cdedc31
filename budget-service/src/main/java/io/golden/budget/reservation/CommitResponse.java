package io.golden.budget.reservation;

import com.fasterxml.jackson.annotation.JsonInclude;

/** {@code late} only appears when it is. */
record CommitResponse(
        String status,
        long tokens,
        long returned,
        boolean overdraft,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean late) {

    static CommitResponse of(CommitOutcome.Committed outcome) {
        return new CommitResponse(
                "committed", outcome.tokens(), outcome.returned(), outcome.overdraft(), outcome.late());
    }
}
