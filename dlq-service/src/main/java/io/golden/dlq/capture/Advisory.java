package io.golden.dlq.capture;

import io.golden.dlq.letter.DeadLetter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.regex.Pattern;

/** What NATS publishes when a consumer used up its deliveries of a message, or terminated it. */
@RegisterForReflection
record Advisory(String type, String stream, String consumer, Long streamSeq, Integer deliveries) {
    private static final Pattern NAME = Pattern.compile("[^\\s\\p{Cntrl}.*>]{1,255}");

    boolean isTerminated() {
        return type != null && type.endsWith("terminated");
    }

    /** Whether there can be such a message: to ask NATS for another would fail each time that the advisory is read. */
    boolean isWhole() {
        return isName(stream) && isName(consumer) && streamSeq != null && streamSeq > 0;
    }

    private static boolean isName(String text) {
        return text != null && NAME.matcher(text).matches();
    }

    SilentDeaths.Cause cause() {
        int tries = deliveries == null ? 1 : Math.max(deliveries, 1);
        return isTerminated()
                ? new SilentDeaths.Cause(
                        DeadLetter.TERMINATED, "The consumer terminated it and left no dead letter", tries)
                : new SilentDeaths.Cause(
                        DeadLetter.MAX_DELIVERIES,
                        "The consumer used up its deliveries and left no dead letter",
                        tries);
    }

    DeadLetter.Origin origin() {
        return new DeadLetter.Origin(stream, consumer, streamSeq);
    }
}
