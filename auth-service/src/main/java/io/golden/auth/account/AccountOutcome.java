package io.golden.auth.account;

/** What came of a new service account. */
sealed interface AccountOutcome {
    record Created(CreatedAccount account, boolean replayed) implements AccountOutcome {}

    /** A service account or a user is called so already. */
    record Taken() implements AccountOutcome {}
}
