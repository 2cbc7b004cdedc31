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

    int tries() {
        return deliveries == null ? 1 : deliveries;
    }

    DeadLetter.Origin origin() {
        return new DeadLetter.Origin(stream, consumer, streamSeq);
    }
}
