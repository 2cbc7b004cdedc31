package io.golden.dlq.capture;

import io.golden.data.consumer.RawMessage;
import io.golden.dlq.letter.DeadLetter;
import io.golden.dlq.letter.HeaderNames;
import io.golden.dlq.letter.Payload;

/** Reads a message of the stream {@code DLQ}. */
final class DeadLetterReader {
    private static final int LONGEST_ERROR = 500;
    private static final String PREFIX = "dlq.";

    private DeadLetterReader() {}

    /** Whatever is there is kept: what a header does not tell, the stream of dead letters itself stands in for. */
    static DeadLetter read(RawMessage message) {
        var headers = new HeaderMap(message.headers());
        var kept = headers.kept();
        // The dead letter's own, not the message's.
        kept.remove(HeaderNames.NATS_MSG_ID);
        var origin = new DeadLetter.Origin(
                headers.first(HeaderNames.STREAM).orElse(message.stream()),
                headers.first(HeaderNames.CONSUMER).orElse(""),
                headers.longNumber(HeaderNames.STREAM_SEQ, message.streamSeq()));
        var subject = headers.first(HeaderNames.ORIGINAL_SUBJECT)
                .orElseGet(() -> message.subject().substring(PREFIX.length()));
        var error = headers.first(HeaderNames.ERROR).orElse("");
        return new DeadLetter(
                subject,
                Payload.of(message.data()),
                kept,
                headers.first(HeaderNames.ERROR_TYPE).orElse("unknown"),
                error.substring(0, Math.min(error.length(), LONGEST_ERROR)),
                headers.number(HeaderNames.DELIVERIES, 1),
                origin,
                headers.first(HeaderNames.TENANT).orElse("default"),
                headers.number(HeaderNames.REQUEUES, 0));
    }
}
