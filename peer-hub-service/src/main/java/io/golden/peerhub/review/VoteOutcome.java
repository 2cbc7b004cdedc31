package io.golden.peerhub.review;

import io.golden.peerhub.quorum.Verdict;

/** What became of a vote. */
sealed interface VoteOutcome {
    /** It counts; the verdict is the session's after it. */
    record Counted(Verdict verdict) implements VoteOutcome {}

    /** The session was decided before: the vote is kept and not counted. */
    record Late(String status) implements VoteOutcome {}

    /** There is no such session for this caller. */
    record UnknownSession() implements VoteOutcome {}

    /** The session did not name the caller, or named it in a role that its account does not hold. */
    record NotAVoter(String why) implements VoteOutcome {}

    /** The vote judged something else. */
    record OtherContent(String expected) implements VoteOutcome {}
}
