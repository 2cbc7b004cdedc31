package io.golden.auth.login;

import io.golden.auth.session.SignedIn;
import java.time.Duration;

/** How an attempt to log in ended. */
sealed interface LoginOutcome {
    record Success(SignedIn signedIn) implements LoginOutcome {}

    record InvalidCredentials() implements LoginOutcome {}

    /** Not even looked at. */
    record Locked(Duration remaining) implements LoginOutcome {}
}
