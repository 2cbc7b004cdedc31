package io.golden.auth.me;

import java.time.Duration;

/** What came of the wish for another password. */
sealed interface PasswordOutcome {
    record Changed() implements PasswordOutcome {}

    record WrongCurrent() implements PasswordOutcome {}

    /** It is the one that is to be replaced. */
    record Same() implements PasswordOutcome {}

    record TooManyAttempts(Duration remaining) implements PasswordOutcome {}

    /** Somebody else changed it, or the user, at the same time. */
    record Overtaken() implements PasswordOutcome {}
}
