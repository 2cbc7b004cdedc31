package io.golden.dlq.redrive;

import io.golden.data.nats.StoredMessages;
import io.golden.data.nats.StoredMessages.DurableState;
import io.golden.data.nats.StoredMessages.Position;
import io.golden.data.sql.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Watches the first message of a redrive. Its fate is known when its consumer is through with it and all that had died by
 * then is captured; where the consumer does not tell, when the time for all its tries is over.
 */
final class Canary {
    private static final Map<String, String> CAPTURE = Map.of("DLQ", "dlq-capture", "ADVISORIES", "dlq-advisories");

    private final Transactions transactions;
    private final StoredMessages stored;
    private final long deadlineNanos;
    private Optional<List<Position>> capturedUpTo = Optional.empty();

    Canary(Transactions transactions, StoredMessages stored, Duration patience) {
        this.transactions = transactions;
        this.stored = stored;
        this.deadlineNanos = System.nanoTime() + patience.toNanos();
    }

    /** Where it went, and who takes it from there. */
    private record Flight(String stream, String consumer, long sequence) {}

    /** Whether what is to become of it has become of it; whether that was death, the table tells. */
    Uni<Boolean> settled(long messageId) {
        if (System.nanoTime() > deadlineNanos) {
            return Uni.createFrom().item(true);
        }
        if (capturedUpTo.isPresent()) {
            return captured(capturedUpTo.get());
        }
        return transactions
                .run(tx -> flight(tx, messageId))
                .chain(flight -> stored.durable(flight.stream(), flight.consumer())
                        .map(durable -> durable.filter(d -> d.ackFloor() >= flight.sequence())
                                .isPresent()))
                .chain(through -> through ? remember() : Uni.createFrom().item(false));
    }

    private static Uni<Flight> flight(SqlConnection tx, long messageId) {
        var sql = """
                select r.stream, m.consumer, r.sent_seq
                from dlq_requeues r join dlq_messages m on m.id = r.message_id
                where r.message_id = $1
                """;
        return tx.preparedQuery(sql).execute(Tuple.of(messageId)).map(rows -> {
            var row = rows.iterator().next();
            return new Flight(row.getString("stream"), row.getString("consumer"), row.getLong("sent_seq"));
        });
    }

    private Uni<Boolean> remember() {
        return stored.position("DLQ")
                .chain(letters -> stored.position("ADVISORIES")
                        .invoke(advisories -> capturedUpTo = Optional.of(List.of(letters, advisories))))
                .replaceWith(false);
    }

    private Uni<Boolean> captured(List<Position> ends) {
        return isThrough(ends.getFirst())
                .chain(letters ->
                        letters ? isThrough(ends.getLast()) : Uni.createFrom().item(false));
    }

    private Uni<Boolean> isThrough(Position end) {
        return stored.durable(end.stream(), CAPTURE.get(end.stream()))
                .map(found ->
                        found.filter(d -> hasReached(d, end.lastSequence())).isPresent());
    }

    private static boolean hasReached(DurableState durable, long sequence) {
        return durable.ackFloor() >= sequence || durable.ackPending() == 0 && durable.delivered() >= sequence;
    }
}
