package io.golden.auth.login;

import java.time.Duration;

/** Whether a password may be looked at. */
sealed interface Attempt {
    /** Counted as a failure until something else is said. */
    record Counted() implements Attempt {}

    record Refused(Duration remaining) implements Attempt {}
}
