package io.golden.sandbox.slot;

import io.golden.sandbox.box.BoxResult;
import java.time.Duration;

/** What became of a request for a box. */
public sealed interface Submission {
    /** It ran. */
    record Ran(BoxResult result) implements Submission {}

    /**
     * All boxes are in use and the queue is full, or it waited in it for too long.
     *
     * @param retryAfter when a place is likely to be free
     */
    record Busy(Duration retryAfter) implements Submission {}

    /** The caller went away before it began. */
    record Withdrawn() implements Submission {}
}
