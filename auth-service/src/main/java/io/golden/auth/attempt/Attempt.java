package io.golden.auth.attempt;

import java.time.Duration;

/** Whether a password may be looked at. */
public sealed interface Attempt {
    /**
     * Counted as a failure until something else is said.
     *
     * @param place where it was counted, and may be given back
     * @param used until nothing of the minute's limit is used
     */
    record Counted(Place place, Duration used) implements Attempt {}

    /** Not to be looked at. */
    record Refused(Duration remaining) implements Attempt {}

    enum Place {
        REDIS,
        THIS_PROCESS
    }
}
