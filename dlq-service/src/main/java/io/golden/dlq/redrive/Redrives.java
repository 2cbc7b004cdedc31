package io.golden.dlq.redrive;

import io.golden.commons.caller.Tenants;
import io.golden.commons.page.Cursor;
import io.golden.commons.page.Page;
import io.golden.dlq.redrive.Redrive.State;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table {@code dlq_redrives}. */
@ApplicationScoped
class Redrives {
    /** A lease further ahead than any is: the clock was set back. */
    private static final String FREE = "(lease_until <= now() or lease_until > now() + interval '1 minute')";

    private static final String LEASE = "lease_until = now() + interval '10 seconds'";

    /** A caller sees the jobs that touch nothing but his own tenants. */
    private static final String VISIBLE =
            "(cardinality($1::text[]) = 0 or (cardinality(tenants) > 0 and tenants <@ $1))";

    Uni<Redrive> create(SqlConnection tx, UUID id, RedriveRequest request, String filter, Tenants tenants, String by) {
        var sql = """
                insert into dlq_redrives (id, tenants, filter, note, rate_per_second, canary, force, state, created_by,
                    total)
                values ($1, $2, $3::text::jsonb, $4, $5, $6, $7, $8, $9, 0)
                returning
                """ + Redrive.COLUMNS;
        var canary = request.canary().orElse(true);
        return tx.preparedQuery(sql)
                .execute(Tuple.from(new Object[] {
                    id,
                    tenants.filter(),
                    filter,
                    request.note(),
                    request.rate(),
                    canary,
                    request.force().orElse(false),
                    (canary ? State.CANARY : State.RUNNING).wire(),
                    by
                }))
                .map(rows -> Redrive.read(rows.iterator().next()));
    }

    /** How many messages are in the set, once they are. */
    Uni<Void> count(SqlConnection tx, UUID id, int total) {
        return tx.preparedQuery("update dlq_redrives set total = $2 where id = $1")
                .execute(Tuple.of(id, total))
                .replaceWithVoid();
    }

    /** Takes the oldest job that nobody is at. */
    Uni<Optional<Redrive>> claim(SqlConnection tx, String owner) {
        var sql = "update dlq_redrives set lease_owner = $1, " + LEASE + """

                where id = (
                    select id from dlq_redrives
                    where finished_at is null and\s""" + FREE + """

                    order by created_at
                    limit 1
                    for update skip locked)
                returning
                """ + Redrive.COLUMNS;
        return tx.preparedQuery(sql).execute(Tuple.of(owner)).map(Redrives::one);
    }

    /** Keeps the job, and holds its row until the transaction ends; empty when it is over or somebody else's. */
    Uni<Optional<Redrive>> hold(SqlConnection tx, UUID id, String owner) {
        var sql = "update dlq_redrives set " + LEASE
                + " where id = $1 and lease_owner = $2 and finished_at is null returning " + Redrive.COLUMNS;
        return tx.preparedQuery(sql).execute(Tuple.of(id, owner)).map(Redrives::one);
    }

    /** Gives the job up for another replica to take at once. */
    Uni<Void> letGo(SqlConnection tx, UUID id, String owner) {
        return tx.preparedQuery("update dlq_redrives set lease_until = now() where id = $1 and lease_owner = $2")
                .execute(Tuple.of(id, owner))
                .replaceWithVoid();
    }

    /** All items up to the position were dealt with; the first that was sent is the canary. */
    Uni<Void> advance(SqlConnection tx, UUID id, long position, Optional<Long> firstSent) {
        var sql = """
                update dlq_redrives
                set position = greatest(position, $2),
                    canary_sent_at = case when canary_id is null and $3::bigint is not null then now() else canary_sent_at end,
                    canary_id = coalesce(canary_id, $3)
                where id = $1
                """;
        return tx.preparedQuery(sql)
                .execute(Tuple.of(id, position, firstSent.orElse(null)))
                .replaceWithVoid();
    }

    Uni<Void> run(SqlConnection tx, UUID id) {
        return tx.preparedQuery("update dlq_redrives set state = 'running' where id = $1 and state = 'canary'")
                .execute(Tuple.of(id))
                .replaceWithVoid();
    }

    /** Ends it unless it has ended; the job as it is then. */
    Uni<Optional<Redrive>> finish(SqlConnection tx, UUID id, State state, String reason) {
        var sql = """
                update dlq_redrives set state = $2, reason = $3, finished_at = now()
                where id = $1 and finished_at is null
                returning
                """ + Redrive.COLUMNS;
        return tx.preparedQuery(sql).execute(Tuple.of(id, state.wire(), reason)).map(Redrives::one);
    }

    Uni<Optional<Redrive>> find(SqlConnection tx, UUID id, Tenants tenants) {
        var sql = "select " + Redrive.COLUMNS + " from dlq_redrives where id = $2 and " + VISIBLE;
        return tx.preparedQuery(sql).execute(Tuple.of(tenants.filter(), id)).map(Redrives::one);
    }

    /** A page of them, newest first. */
    Uni<List<Redrive>> list(SqlConnection tx, Page page, Tenants tenants) {
        var sql = "select " + Redrive.COLUMNS + " from dlq_redrives where " + VISIBLE + """
                 and ($2::timestamptz is null or (created_at, id) < ($2, $3::uuid))
                order by created_at desc, id desc
                limit $4 offset $5
                """;
        return tx.preparedQuery(sql)
                .execute(Tuple.from(new Object[] {
                    tenants.filter(),
                    page.cursor().map(Cursor::offsetTime).orElse(null),
                    page.cursor().map(Cursor::uuid).orElse(null),
                    page.limit(),
                    page.offset()
                }))
                .map(rows -> {
                    var found = new ArrayList<Redrive>();
                    rows.forEach(row -> found.add(Redrive.read(row)));
                    return found;
                });
    }

    Uni<Long> count(SqlConnection tx, Tenants tenants) {
        return tx.preparedQuery("select count(*) from dlq_redrives where " + VISIBLE)
                .execute(Tuple.of(tenants.filter()))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    private static Optional<Redrive> one(RowSet<Row> rows) {
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(Redrive.read(rows.iterator().next()));
    }
}
