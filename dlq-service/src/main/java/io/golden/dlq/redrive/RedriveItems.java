package io.golden.dlq.redrive;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The messages of a redrive: which come next, which are still to be sent, which were. Rows that are asked for by id say
 * {@code resolved_at is null}: with {@code not resolved} PostgreSQL, whose statistics know nothing of a backlog that came
 * a minute ago, reads all of it through one of its partial indexes instead.
 */
@ApplicationScoped
class RedriveItems {
    /** The ids after a position, as many as fit into {@code bytes}, one at least. */
    Uni<List<Long>> next(SqlConnection tx, UUID redrive, long position, int limit, long bytes) {
        var sql = """
                select message_id
                from (
                    select i.message_id, row_number() over w as place, sum(octet_length(m.data)) over w as bytes
                    from (
                        select message_id from dlq_redrive_items
                        where redrive_id = $1 and message_id > $2
                        order by message_id
                        limit $3
                    ) i
                    left join dlq_messages m on m.id = i.message_id
                    window w as (order by i.message_id)
                ) sized
                where place = 1 or bytes <= $4
                order by message_id
                """;
        return tx.preparedQuery(sql)
                .execute(Tuple.of(redrive, position, limit, bytes))
                .map(RedriveItems::ids);
    }

    /** Holds the rows of those that nobody has resolved. */
    Uni<List<Long>> lock(SqlConnection tx, List<Long> ids) {
        return tx.preparedQuery(
                        "select id from dlq_messages where id = any ($1) and resolved_at is null order by id for update")
                .execute(Tuple.of(ids.toArray(Long[]::new)))
                .map(RedriveItems::ids);
    }

    /** As {@link #lock}, of those whose intent is still this job's. */
    Uni<List<Long>> lockPlanned(SqlConnection tx, UUID redrive, List<Long> ids) {
        var sql = """
                select m.id
                from dlq_messages m
                where m.id = any ($1) and m.resolved_at is null
                    and (select r.redrive_id from dlq_requeues r where r.message_id = m.id) = $2
                order by m.id
                for update
                """;
        return tx.preparedQuery(sql)
                .execute(Tuple.of(ids.toArray(Long[]::new), redrive))
                .map(RedriveItems::ids);
    }

    /** Says of messages, by id, at which sequence they were sent. Their rows are locked. */
    Uni<Void> sent(SqlConnection tx, Redrive redrive, Map<Long, Long> sequences) {
        var sql = """
                with sent as (
                    update dlq_requeues r set sent_seq = s.seq, redrive_id = $5
                    from unnest($1::bigint[], $2::bigint[]) as s (id, seq)
                    where r.message_id = s.id
                )
                update dlq_messages
                set resolved = true, resolved_at = now(), resolved_by = $3, resolution = 'requeued',
                    resolution_notes = $4, requeues = least(requeues, 2147483646) + 1
                where id = any ($1) and resolved_at is null
                """;
        var ids = sequences.keySet().toArray(Long[]::new);
        return tx.preparedQuery(sql)
                .execute(Tuple.of(
                        ids,
                        sequences.values().toArray(Long[]::new),
                        redrive.createdBy(),
                        redrive.note(),
                        redrive.id()))
                .replaceWithVoid();
    }

    private static List<Long> ids(Iterable<Row> rows) {
        var ids = new ArrayList<Long>();
        rows.forEach(row -> ids.add(row.getLong(0)));
        return ids;
    }
}
