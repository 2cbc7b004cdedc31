package io.golden.data.consumer;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A message of a stream as it is stored there. No record: two messages with equal bytes are not the same message. */
public final class RawMessage {
    private final String stream;
    private final long streamSeq;
    private final String subject;
    private final Map<String, List<String>> headers;
    private final byte[] data;
    private final long deliveries;
    private final Instant publishedAt;

    public RawMessage(
            String stream,
            long streamSeq,
            String subject,
            Map<String, List<String>> headers,
            byte[] data,
            long deliveries,
            Instant publishedAt) {
        this.stream = stream;
        this.streamSeq = streamSeq;
        this.subject = subject;
        this.headers = headers;
        this.data = data;
        this.deliveries = deliveries;
        this.publishedAt = publishedAt;
    }

    /** The stream's name. */
    public String stream() {
        return stream;
    }

    /** Its number in the stream, from 1. */
    public long streamSeq() {
        return streamSeq;
    }

    /** As it was published. */
    public String subject() {
        return subject;
    }

    /** As sent, {@code Nats-Msg-Id} among them. */
    public Map<String, List<String>> headers() {
        return headers;
    }

    /** May be anything, also invalid UTF-8; not copied. */
    public byte[] data() {
        return data;
    }

    /** From 1; 0 when it was read by its sequence. */
    public long deliveries() {
        return deliveries;
    }

    /** When the stream stored it. */
    public Instant publishedAt() {
        return publishedAt;
    }
}
