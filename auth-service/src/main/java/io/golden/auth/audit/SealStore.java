package io.golden.auth.audit;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** The table {@code audit.audit_seals}. */
@Singleton
final class SealStore {
    /** Seals read at once at most: so many, or so many bytes of leaves (but always one). */
    private static final int MOST_SEALS = 200;

    private static final int MOST_LEAF_BYTES = 10_000 * Leaf.BYTES;

    private static final String COLUMNS = """
             seal_no, previous, horizon_end, horizon_open, sealed_at, row_count, first_at, last_at, leaves, kid, hash,
             signature
            """;

    /** What has ended by now, and what time it is for the database. */
    record Now(Horizon horizon, Instant time) {}

    Uni<Now> now(SqlConnection tx) {
        return tx.query("select pg_current_snapshot()::text, audit.transaction_offset(), clock_timestamp()")
                .execute()
                .map(rows -> rows.iterator().next())
                .map(row -> new Now(
                        Horizon.parse(row.getString(0), row.getLong(1)),
                        row.getOffsetDateTime(2).toInstant()));
    }

    /** The link that the next seal follows. */
    Uni<Seal.Link> last(SqlConnection tx) {
        return tx.query("""
                        select seal_no, hash, horizon_end, horizon_open, sealed_at
                        from audit.audit_seals order by seal_no desc limit 1""")
                .execute()
                .map(rows -> rows.stream().map(SealStore::link).findFirst().orElse(Seal.Link.NONE));
    }

    /** Stores the seal unless another sealer was faster: the key decides. */
    Uni<Boolean> insert(SqlConnection tx, Seal seal) {
        var values = Tuple.tuple()
                .addLong(seal.number())
                .addValue(Buffer.buffer(seal.previous()))
                .addLong(seal.horizon().end())
                .addArrayOfLong(seal.horizon().open().toArray(Long[]::new))
                .addOffsetDateTime(seal.sealedAt().atOffset(ZoneOffset.UTC))
                .addInteger(seal.rows())
                .addOffsetDateTime(seal.firstAt().atOffset(ZoneOffset.UTC))
                .addOffsetDateTime(seal.lastAt().atOffset(ZoneOffset.UTC))
                .addValue(Buffer.buffer(seal.leaves()))
                .addString(seal.kid())
                .addValue(Buffer.buffer(seal.hash()))
                .addValue(Buffer.buffer(seal.signature()));
        return tx.preparedQuery("insert into audit.audit_seals (" + COLUMNS + """
                        ) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
                        on conflict (seal_no) do nothing""")
                .execute(values)
                .map(result -> result.rowCount() == 1);
    }

    Uni<Optional<Seal>> find(SqlConnection tx, long number) {
        return tx.preparedQuery("select " + COLUMNS + " from audit.audit_seals where seal_no = $1")
                .execute(Tuple.of(number))
                .map(rows -> rows.stream().map(SealStore::seal).findFirst());
    }

    /** The nearest one before that number. */
    Uni<Optional<Seal>> before(SqlConnection tx, long number) {
        return tx.preparedQuery("select " + COLUMNS + """
                        from audit.audit_seals where seal_no < $1 order by seal_no desc limit 1""")
                .execute(Tuple.of(number))
                .map(rows -> rows.stream().map(SealStore::seal).findFirst());
    }

    /** The next seals of a range, in order; empty at its end. */
    Uni<List<Seal>> after(SqlConnection tx, long number, long last) {
        return tx.preparedQuery("select " + COLUMNS + """
                        from (
                          select *, sum(octet_length(leaves)) over (order by seal_no) - octet_length(leaves) as before
                          from (
                            select * from audit.audit_seals where seal_no > $1 and seal_no <= $2
                            order by seal_no limit $3
                          ) next_ones
                        ) measured
                        where before < $4
                        order by seal_no""")
                .execute(Tuple.of(number, last, MOST_SEALS, MOST_LEAF_BYTES))
                .map(rows -> rows.stream().map(SealStore::seal).toList());
    }

    /** The numbers of the first and last seal that hold rows of that time; empty when none does. */
    Uni<Optional<Span>> span(SqlConnection tx, Optional<Instant> since, Optional<Instant> until) {
        return tx.preparedQuery("""
                        select
                          (select min(seal_no) from audit.audit_seals where $1::timestamptz is null or last_at >= $1),
                          (select max(seal_no) from audit.audit_seals where $2::timestamptz is null or first_at <= $2)
                        """)
                .execute(Tuple.of(
                        since.map(time -> time.atOffset(ZoneOffset.UTC)).orElse(null),
                        until.map(time -> time.atOffset(ZoneOffset.UTC)).orElse(null)))
                .map(rows -> rows.iterator().next())
                .map(row -> row.getLong(0) == null || row.getLong(1) == null || row.getLong(0) > row.getLong(1)
                        ? Optional.empty()
                        : Optional.of(new Span(row.getLong(0), row.getLong(1))));
    }

    record Span(long first, long last) {}

    private static Seal.Link link(Row row) {
        return new Seal.Link(
                row.getLong(0),
                bytes(row, 1),
                Horizon.of(row.getLong(2), row.getArrayOfLongs(3)),
                row.getOffsetDateTime(4).toInstant());
    }

    private static Seal seal(Row row) {
        return new Seal(
                row.getLong(0),
                bytes(row, 1),
                Horizon.of(row.getLong(2), row.getArrayOfLongs(3)),
                row.getOffsetDateTime(4).toInstant(),
                row.getInteger(5),
                row.getOffsetDateTime(6).toInstant(),
                row.getOffsetDateTime(7).toInstant(),
                bytes(row, 8),
                row.getString(9),
                bytes(row, 10),
                bytes(row, 11));
    }

    private static byte[] bytes(Row row, int column) {
        return row.getBuffer(column).getDelegate().getBytes();
    }
}
