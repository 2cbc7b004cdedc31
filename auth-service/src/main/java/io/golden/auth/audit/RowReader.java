package io.golden.auth.audit;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** Reads rows in the order of their transactions, page by page, however many there are. */
@Singleton
final class RowReader {
    private static final int PAGE = 2_000;

    private static final String NEXT =
            " and (written_in, id, created_at) > ($1, $2, $3) order by written_in, id, created_at limit " + PAGE;
    private static final String LATE =
            "select" + AuditRow.COLUMNS + "from audit.audit_log where written_in = any ($4)" + NEXT;
    private static final String FRESH =
            "select" + AuditRow.COLUMNS + "from audit.audit_log where written_in >= $4 and written_in < $5" + NEXT;

    private final Database database;

    RowReader(Database database) {
        this.database = database;
    }

    /**
     * All rows that may belong to seals after the one horizon, up to the other: those of transactions that were open
     * then, and those of transactions that came later. Stops when the taker has enough and says false.
     */
    void forEach(Horizon after, Horizon upTo, Predicate<AuditRow> taker) {
        var late = after.endedSince(upTo);
        if (late.isEmpty() || each(LATE, List.<Object>of((Object) late.toArray(Long[]::new)), taker)) {
            each(FRESH, List.of(after.end(), upTo.end()), taker);
        }
    }

    private boolean each(String sql, List<Object> bounds, Predicate<AuditRow> taker) {
        var place = new Place(Long.MIN_VALUE, new UUID(0, 0), Instant.EPOCH.atOffset(ZoneOffset.UTC));
        while (true) {
            var from = place;
            var page = database.run(tx -> page(tx, sql, from, bounds));
            for (var row : page) {
                if (!taker.test(row)) {
                    return false;
                }
            }
            if (page.size() < PAGE) {
                return true;
            }
            place = Place.of(page.getLast());
        }
    }

    private static Uni<List<AuditRow>> page(SqlConnection tx, String sql, Place from, List<Object> bounds) {
        var values = Tuple.of(from.writtenIn(), from.id(), from.createdAt());
        bounds.forEach(values::addValue);
        return tx.preparedQuery(sql)
                .execute(values)
                .map(rows -> rows.stream().map(AuditRow::read).toList());
    }

    /** Rows by their keys, wherever their transaction says that they belong. */
    List<AuditRow> find(Collection<Leaf> leaves) {
        var times = leaves.stream()
                .map(leaf -> leaf.createdAt().atOffset(ZoneOffset.UTC))
                .toArray(OffsetDateTime[]::new);
        var ids = leaves.stream().map(Leaf::id).toArray(UUID[]::new);
        return database.run(tx -> tx.preparedQuery("select" + AuditRow.COLUMNS + """
                        from audit.audit_log
                        join unnest($1::timestamptz[], $2::uuid[]) as leaf (created_at, id) using (created_at, id)""")
                .execute(Tuple.of(times, ids))
                .map(rows -> rows.stream().map(AuditRow::read).toList()));
    }

    /** The first rows of transactions that do not exist yet: nobody but a forger has written them. */
    List<AuditRow> fromTheFuture(int limit) {
        return database.run(tx -> tx.preparedQuery("select" + AuditRow.COLUMNS + """
                        from audit.audit_log
                        where written_in
                          >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint + audit.transaction_offset()
                        order by written_in limit $1""")
                .execute(Tuple.of(limit))
                .map(rows -> rows.stream().map(AuditRow::read).toList()));
    }

    /** The first row that is not under a seal yet. */
    Optional<AuditRow> firstAfter(Horizon sealed, Horizon now) {
        var first = new AuditRow[1];
        forEach(sealed, now, row -> {
            first[0] = now.sees(row.writtenIn()) ? row : null;
            return first[0] == null;
        });
        return Optional.ofNullable(first[0]);
    }

    private record Place(long writtenIn, UUID id, OffsetDateTime createdAt) {
        static Place of(AuditRow row) {
            return new Place(row.writtenIn(), row.id(), row.createdAt().atOffset(ZoneOffset.UTC));
        }
    }
}
