package io.golden.data.consumer;

import io.golden.commons.caller.Caller;
import java.time.Instant;
import java.util.Optional;

/**
 * A message as a consumer sees it.
 *
 * @param id {@code Golden-Message-Id}, else {@code Nats-Msg-Id}, else stream and sequence; the same through redeliveries and requeues
 * @param sender whose {@code Golden-Token} it carries; present when the consumer asks for it
 * @param deliveries from 1
 */
public record Incoming<T>(
        String id,
        String subject,
        String type,
        String tenant,
        T payload,
        Optional<Caller> sender,
        long deliveries,
        Instant publishedAt) {}
