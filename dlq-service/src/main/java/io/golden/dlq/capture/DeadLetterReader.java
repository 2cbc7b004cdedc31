package io.golden.dlq.capture;

import io.golden.data.consumer.RawMessage;
import io.golden.data.outbox.MessageHeaders;
import io.golden.dlq.letter.DeadLetter;
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
        kept.remove(MessageHeaders.NATS_MESSAGE_ID);
        var origin = new DeadLetter.Origin(
                headers.name(MessageHeaders.STREAM, message.stream()),
                headers.name(MessageHeaders.CONSUMER, ""),
                headers.longNumber(MessageHeaders.STREAM_SEQ, message.streamSeq()));
        var subject = headers.first(MessageHeaders.ORIGINAL_SUBJECT)
                .orElseGet(() -> message.subject().substring(PREFIX.length()));
        var error = headers.first(MessageHeaders.ERROR).orElse("");
        return new DeadLetter(
                subject,
                Payload.of(message.data()),
                kept,
                headers.name(MessageHeaders.ERROR_TYPE, "unknown"),
                error.substring(0, Math.min(error.length(), LONGEST_ERROR)),
                headers.number(MessageHeaders.DELIVERIES, 1),
                origin,
                headers.tenant(),
                headers.requeues());
    }
}
