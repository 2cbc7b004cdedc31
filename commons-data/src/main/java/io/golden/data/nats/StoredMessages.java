package io.golden.data.nats;

import io.golden.data.consumer.RawMessage;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks into streams without consuming them. Fails with 503 while NATS is lost. */
public interface StoredMessages {
    /** The message at that sequence, or empty when it, or its stream, is no longer (or was never) there. */
    Uni<Optional<RawMessage>> find(String stream, long sequence);

    /** The names of all streams. */
    Uni<List<String>> streams();

    /** The durables of a stream, none when it is gone, for a reconciler of what no advisory told. */
    Uni<List<DurableState>> durables(String stream);

    /** One durable, or empty when there is no such. */
    Uni<Optional<DurableState>> durable(String stream, String name);

    /** The stream that keeps messages of a subject, and its last sequence; empty when none does. */
    Uni<Optional<Position>> positionFor(String subject);

    /** How far a stream goes. */
    Uni<Position> position(String stream);

    /** The first message of a subject (wildcards allowed) at or after a sequence, or empty when there is none (yet). */
    Uni<Optional<RawMessage>> next(String stream, String subject, long fromSequence);

    /**
     * The sequences of the messages of a subject, at or after a sequence, that bear one of these {@code Nats-Msg-Id}s; by
     * id, those that are not there missing. Reads until all are found or the stream ends.
     */
    Uni<Map<String, Long>> sequences(String stream, String subject, long fromSequence, Set<String> ids);

    /** Lets go of all messages of a stream up to a sequence, of which somebody else keeps what is needed. */
    Uni<Void> forget(String stream, long upTo);

    /** Deletes the messages if their stream is a work queue, where they would stay for ever; does nothing in any other. */
    Uni<Void> deleteFromWorkQueue(String stream, List<Long> sequences);

    /**
     * A stream and how far it goes.
     *
     * @param lastSequence 0 while the stream has never held a message
     */
    record Position(String stream, long lastSequence) {}

    /**
     * How far a durable has come.
     *
     * @param filter its subject filter; {@code >} when it has none
     * @param ackFloor stream sequence up to which all is acknowledged
     * @param delivered stream sequence up to which all was delivered
     * @param deliveries how many deliveries there were of what lies above the floor
     * @param ackPending delivered, not acknowledged, and not out of deliveries as far as NATS has noticed
     * @param redelivered delivered more than once and not acknowledged, those out of deliveries among them
     * @param waiting pulls that wait: somebody is there
     * @param maxDeliver −1: unlimited
     */
    record DurableState(
            String stream,
            String durable,
            String filter,
            long ackFloor,
            long delivered,
            long deliveries,
            long ackPending,
            long redelivered,
            long waiting,
            long maxDeliver,
            Duration ackWait) {}
}
