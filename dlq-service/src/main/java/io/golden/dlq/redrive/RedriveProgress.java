package io.golden.dlq.redrive;

import io.golden.commons.error.ApiException;
import io.golden.data.nats.StoredMessages;
import io.golden.data.sql.Transactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** What became of what a redrive sent; counted from the rows, so that no replica can be wrong about it. */
@ApplicationScoped
class RedriveProgress {
    private final Transactions transactions;
    private final StoredMessages stored;

    RedriveProgress(Transactions transactions, StoredMessages stored) {
        this.transactions = transactions;
        this.stored = stored;
    }

    /**
     * The counts of a redrive.
     *
     * @param done acknowledged by its consumer as far as NATS tells, and not dead again
     * @param failedAgain of those sent, the ones that are dead letters once more
     * @param skipped resolved by somebody meanwhile, lost, or with too many lives
     */
    record Counts(int sent, int done, int failedAgain, int skipped, int left) {}

    /** Sent, and of these dead again. */
    record Fate(int sent, int failedAgain) {}

    /** Where sent messages went, and up to which sequence their consumer is through. */
    private record Floor(String stream, String consumer, long sequence) {}

    Uni<Fate> fate(SqlConnection tx, UUID redrive) {
        var sql = """
                select
                    (select count(*) from dlq_requeues where redrive_id = $1 and sent_seq is not null)::int as sent,
                    (select count(distinct r.message_id)
                        from dlq_messages b join dlq_requeues r on r.message_id = b.previous_id
                        where b.previous_id is not null and r.redrive_id = $1)::int as failed_again
                """;
        return tx.preparedQuery(sql).execute(Tuple.of(redrive)).map(rows -> {
            var row = rows.iterator().next();
            return new Fate(row.getInteger("sent"), row.getInteger("failed_again"));
        });
    }

    Uni<Counts> counts(Redrive redrive) {
        return transactions
                .run(tx -> targets(tx, redrive.id()))
                .chain(targets -> Multi.createFrom()
                        .iterable(targets)
                        .onItem()
                        .transformToUniAndConcatenate(this::floor)
                        .collect()
                        .asList())
                .chain(floors -> transactions.run(tx -> count(tx, redrive, floors)));
    }

    private static Uni<List<Floor>> targets(SqlConnection tx, UUID redrive) {
        var sql = """
                select distinct r.stream, m.consumer
                from dlq_requeues r join dlq_messages m on m.id = r.message_id
                where r.redrive_id = $1 and r.sent_seq is not null
                limit 50
                """;
        return tx.preparedQuery(sql)
                .execute(Tuple.of(redrive))
                .map(rows -> rows.stream()
                        .map(row -> new Floor(row.getString("stream"), row.getString("consumer"), 0))
                        .toList());
    }

    /** While NATS is away nothing is known to be done. */
    private Uni<Floor> floor(Floor target) {
        if (target.consumer().isEmpty()) {
            return Uni.createFrom().item(target);
        }
        return stored.durable(target.stream(), target.consumer())
                .map(found -> found.map(d -> new Floor(target.stream(), target.consumer(), d.ackFloor()))
                        .orElse(target))
                .onFailure(ApiException.class)
                .recoverWithItem(target);
    }

    private static Uni<Counts> count(SqlConnection tx, Redrive redrive, List<Floor> floors) {
        var sql = """
                select count(*)::int as sent,
                    count(*) filter (where r.message_id > $5)::int as ahead,
                    count(*) filter (where came.back)::int as failed_again,
                    count(*) filter (where not came.back and r.sent_seq <= f.sequence)::int as done,
                    (select count(*) from dlq_redrive_items where redrive_id = $1 and message_id > $5)::int as behind
                from dlq_requeues r
                join dlq_messages m on m.id = r.message_id
                cross join lateral (
                    select exists (select from dlq_messages b where b.previous_id = r.message_id) as back) came
                left join unnest($2::text[], $3::text[], $4::bigint[]) as f (stream, consumer, sequence)
                    on f.stream = r.stream and f.consumer = m.consumer
                where r.redrive_id = $1 and r.sent_seq is not null
                """;
        return tx.preparedQuery(sql)
                .execute(Tuple.of(
                        redrive.id(),
                        floors.stream().map(Floor::stream).toArray(String[]::new),
                        floors.stream().map(Floor::consumer).toArray(String[]::new),
                        floors.stream().map(Floor::sequence).toArray(Long[]::new),
                        redrive.position()))
                .map(rows -> {
                    var row = rows.iterator().next();
                    int sent = row.getInteger("sent");
                    int left = row.getInteger("behind") - row.getInteger("ahead");
                    return new Counts(
                            sent,
                            row.getInteger("done"),
                            row.getInteger("failed_again"),
                            redrive.total() - sent - left,
                            left);
                });
    }
}
