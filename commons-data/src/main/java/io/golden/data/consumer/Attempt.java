package io.golden.data.consumer;

import io.golden.commons.caller.Caller;
import java.util.Optional;

/** How one delivery of a message ended. */
sealed interface Attempt {
    /** The work is committed, now or by an earlier delivery. */
    record Done(boolean seenBefore) implements Attempt {}

    /** It may succeed another time. */
    record Failed(SafeError error, Optional<Caller> sender) implements Attempt {}

    /** It never will. */
    record Hopeless(SafeError error, Optional<Caller> sender) implements Attempt {}

    /** The service ends: somebody else gets it. */
    record Abandoned() implements Attempt {}
}
