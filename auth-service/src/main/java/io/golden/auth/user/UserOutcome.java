package io.golden.auth.user;

import io.golden.data.idempotency.IdempotencyKeys.Once;

/** What came of a change of a user. */
sealed interface UserOutcome {
    record Created(Once<UserView> once) implements UserOutcome {}

    record Changed(UserView user) implements UserOutcome {}

    record Deleted() implements UserOutcome {}

    /** Nobody whom the caller may see. */
    record Unknown() implements UserOutcome {}

    /** The name or the email belongs to somebody else. */
    record Taken(String what) implements UserOutcome {}

    /** Nobody could manage the suite any more. */
    record LastAdmin() implements UserOutcome {}
}
