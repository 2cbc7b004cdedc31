package io.golden.auth.revocation;

import io.golden.commons.revocation.RevocationSource;
import io.golden.commons.wire.Revocation;
import io.golden.commons.wire.RevocationList;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** The table {@code revocations} as a list to follow: for the other services, and for this one's own verifier. */
@Singleton
final class RevocationLog implements RevocationSource {
    static final int MOST = 1_000;

    private final Pool pool;

    RevocationLog(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<RevocationList> since(String cursor) {
        return since(RevocationCursor.parse(cursor).orElseThrow(IllegalArgumentException::new));
    }

    /**
     * One statement, so that the horizon and the rows are of one snapshot: a transaction that it does not see is not
     * below the horizon. A cursor from the future comes from a database that was since restored: it reads all.
     */
    Uni<RevocationList> since(RevocationCursor cursor) {
        return pool.preparedQuery("""
                        with snapshot as materialized (
                          select pg_snapshot_xmin(pg_current_snapshot()) as horizon,
                                 $1::text::xid8 > pg_snapshot_xmax(pg_current_snapshot()) as from_the_future)
                        select snapshot.horizon::text, from_the_future, entry.tx::text, entry.id,
                               kind, hash, generation, except_session, expires_at
                        from snapshot left join lateral (
                          select tx, id, kind, hash, generation, except_session, expires_at
                          from revocations
                          where (tx, id) > (case when from_the_future then '0' else $1::text end::xid8, $2::bigint)
                            and expires_at > now()
                          order by tx, id
                          limit $3) as entry on true
                        order by entry.tx, entry.id""")
                .execute(Tuple.of(cursor.tx(), cursor.id(), MOST))
                .map(rows -> list(cursor, rows.stream().toList()));
    }

    private static RevocationList list(RevocationCursor cursor, List<Row> rows) {
        var first = rows.getFirst();
        var continues = cursor.id() > 0 && !first.getBoolean("from_the_future");
        var horizon = continues ? cursor.horizon() : first.getString("horizon");
        var entries = new ArrayList<Revocation>();
        for (var row : rows) {
            if (row.getLong("id") != null) {
                entries.add(RevocationRepository.revocation(row));
            }
        }
        var last = rows.getLast();
        return entries.size() == MOST
                ? new RevocationList(
                        entries, new RevocationCursor(horizon, last.getString("tx"), last.getLong("id")).text(), true)
                : new RevocationList(
                        entries, RevocationCursor.beginning(horizon).text(), false);
    }
}
