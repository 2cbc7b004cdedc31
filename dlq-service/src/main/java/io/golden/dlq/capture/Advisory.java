package io.golden.dlq.capture;

import io.golden.dlq.letter.DeadLetter;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** What NATS publishes when a consumer used up its deliveries of a message, or terminated it. */
@RegisterForReflection
record Advisory(String type, String stream, String consumer, Long streamSeq, Integer deliveries) {
    boolean isTerminated() {
        return type != null && type.endsWith("terminated");
    }

    boolean isWhole() {
        return stream != null && consumer != null && streamSeq != null;
    }

    SilentDeaths.Cause cause() {
        int tries = deliveries == null ? 1 : deliveries;
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
