package io.golden.dlq.capture;

import io.golden.data.nats.StoredMessages.DurableState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Which messages of a durable must be dead. NATS tells how many there are in each state, not which: a message is taken
 * for dead only where no other reading of the counts is possible.
 *
 * @param dead still in the stream
 * @param lost gone from it
 * @param undecided how many more are stuck that cannot be told apart from those that were done
 */
record Suspects(List<Long> dead, List<Long> lost, long undecided) {
    private static final Suspects NONE = new Suspects(List.of(), List.of(), 0);

    /**
     * Looks at a durable that has not changed since the last look, a time longer than its {@code ack_wait} ago.
     *
     * @param present the sequences of its messages above the floor that the stream still has
     * @param captured those above the floor that have a row
     */
    static Suspects of(DurableState durable, List<Long> present, Set<Long> captured) {
        var missing = present.stream().filter(seq -> !captured.contains(seq)).toList();
        if (durable.ackPending() == 0) {
            return noticed(durable, missing, captured);
        }
        if (durable.waiting() > 0) {
            // Somebody is there: what is out of deliveries NATS itself tells of at the next pull.
            return NONE;
        }
        var lost = gone(durable, present, captured);
        // Nobody was given anything more often than maxDeliver: that many deliveries mean that all are used up.
        var isUsedUp = durable.deliveries() >= durable.maxDeliver() * (present.size() + (long) lost.size());
        if (isUsedUp) {
            return new Suspects(missing, lost, 0);
        }
        return new Suspects(List.of(), lost, durable.redelivered());
    }

    /** All that NATS holds for undone is out of deliveries, and it has said so: to nobody, where there is no row. */
    private static Suspects noticed(DurableState durable, List<Long> missing, Set<Long> captured) {
        long untold = durable.redelivered() - captured.size();
        if (untold <= 0) {
            return NONE;
        }
        return untold >= missing.size()
                ? new Suspects(missing, List.of(), 0)
                : new Suspects(List.of(), List.of(), untold);
    }

    /** More are pending than the stream still has: the oldest are gone. */
    private static List<Long> gone(DurableState durable, List<Long> present, Set<Long> captured) {
        var gone = new ArrayList<Long>();
        long missing = durable.ackPending() - present.size();
        for (long seq = durable.ackFloor() + 1; seq <= durable.delivered() && gone.size() < missing; seq++) {
            if (!present.contains(seq)) {
                gone.add(seq);
            }
        }
        gone.removeAll(captured);
        return gone;
    }
}
