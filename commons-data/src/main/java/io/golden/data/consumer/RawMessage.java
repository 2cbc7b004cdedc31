package io.golden.data.consumer;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A message of a stream as it is stored there.
 *
 * @param data may be anything, also invalid UTF-8; not copied
 * @param headers as sent; {@code Nats-Msg-Id} among them
 * @param deliveries from 1; 0 when it was read by its sequence
 */
public record RawMessage(
        String stream,
        long streamSeq,
        String subject,
        Map<String, List<String>> headers,
        byte[] data,
        long deliveries,
        Instant publishedAt) {}
