package io.golden.data.consumer;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/**
 * A durable consumer that sees messages as they are, whatever they hold: for dlq-service. Deliveries are unlimited and
 * nothing of it is dead-lettered. Every bean of this type is run.
 */
public interface RawConsumer {
    Spec spec();

    /**
     * Stores the messages; they are acknowledged when this completes. When it fails the messages are tried one by one,
     * and those that fail alone come again later (1 s to 30 s), for ever. Must bear seeing a message twice.
     *
     * @param messages 1 to {@code maxBatch}, in stream order but for redeliveries
     */
    Uni<Void> handle(List<RawMessage> messages);

    /**
     * Where it reads and how much at a time.
     *
     * @param filter all subjects of the stream when empty
     * @param maxBatch messages in one call, 4 MiB or so at most; twice as many are in hand at most
     */
    record Spec(String stream, String durable, Optional<String> filter, int maxBatch) {}
}
