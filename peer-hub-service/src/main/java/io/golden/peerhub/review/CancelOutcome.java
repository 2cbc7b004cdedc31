package io.golden.peerhub.review;

/** What became of a cancel. */
sealed interface CancelOutcome {
    record Cancelled(Session session) implements CancelOutcome {}

    record AlreadyDecided(String status) implements CancelOutcome {}

    record UnknownSession() implements CancelOutcome {}
}
