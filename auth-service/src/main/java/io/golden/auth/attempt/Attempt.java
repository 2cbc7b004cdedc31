package io.golden.auth.attempt;

import java.time.Duration;

/** Whether a password may be looked at. */
public sealed interface Attempt {
    /** Counted as a failure until something else is said; where, because that is where it may be given back. */
    record Counted(Place place) implements Attempt {}

    /** Not to be looked at. */
    record Refused(Duration remaining) implements Attempt {}

    enum Place {
        REDIS,
        THIS_PROCESS
    }
}
