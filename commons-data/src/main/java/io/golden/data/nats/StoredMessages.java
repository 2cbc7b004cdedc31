package io.golden.data.nats;

import io.golden.data.consumer.RawMessage;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** Looks into streams without consuming them. Fails with 503 while NATS is lost. */
public interface StoredMessages {
    /** The message at that sequence, or empty when it is no longer (or was never) there. */
    Uni<Optional<RawMessage>> find(String stream, long sequence);

    /** The durables of a stream, for a reconciler of what no advisory told. */
    Uni<List<DurableState>> durables(String stream);

    /** The stream that keeps messages of a subject, and its last sequence; empty when none does. */
    Uni<Optional<Position>> positionFor(String subject);

    /** The first message of exactly that subject at or after a sequence, or empty when there is none (yet). */
    Uni<Optional<RawMessage>> next(String stream, String subject, long fromSequence);

    /**
     * A stream and how far it goes.
     *
     * @param lastSequence 0 while the stream has never held a message
     */
    record Position(String stream, long lastSequence) {}

    /**
     * How far a durable has come.
     *
     * @param ackFloor stream sequence up to which all is acknowledged
     * @param ackPending delivered, not acknowledged
     * @param redelivered of those, delivered more than once
     * @param maxDeliver −1: unlimited
     */
    record DurableState(
            String stream,
            String durable,
            long ackFloor,
            long delivered,
            long ackPending,
            long redelivered,
            long maxDeliver) {}
}
