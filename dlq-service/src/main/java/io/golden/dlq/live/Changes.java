package io.golden.dlq.live;

import io.golden.commons.caller.Tenants;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Changes of {@code dlq_messages} in the order of the transactions that made them. One that is still under way holds up
 * those after it: otherwise what commits late would be missed.
 */
@ApplicationScoped
class Changes {
    private static final int MOST = 200;

    /**
     * After a change of a message.
     *
     * @param transaction that made it
     * @param id of the message
     */
    record Place(long transaction, long id) {
        private static final Pattern FORM = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

        String text() {
            return transaction + "-" + id;
        }

        static Optional<Place> parse(String text) {
            var matcher = FORM.matcher(text);
            return matcher.matches()
                    ? Optional.of(new Place(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))))
                    : Optional.empty();
        }
    }

    /** A message as it is now, and the place of its last change. */
    record Change(Place place, Message message) {}

    /** @param end where the next page begins */
    record Page(List<Change> changes, Place end) {}

    /** What an event tells of a message. */
    @RegisterForReflection
    record Message(
            long id,
            String originalSubject,
            String errorType,
            String error,
            int attempts,
            String tenantId,
            Instant createdAt,
            boolean resolved,
            Optional<Instant> resolvedAt,
            Optional<String> resolvedBy,
            Optional<String> resolution) {}

    /** After everything that is settled now. */
    Uni<Place> now(SqlConnection tx) {
        return tx.query("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
                .execute()
                .map(rows -> new Place(rows.iterator().next().getLong(0) - 1, Long.MAX_VALUE));
    }

    /** A place of another database, ahead of everything here, is taken for now. */
    Uni<Page> after(SqlConnection tx, Place from, Tenants tenants) {
        return now(tx).chain(settled -> {
            var start = from.transaction() > settled.transaction() ? settled : from;
            return read(tx, start, settled, tenants)
                    .map(changes -> new Page(
                            changes,
                            changes.size() < MOST ? settled : changes.getLast().place()));
        });
    }

    private static Uni<List<Change>> read(SqlConnection tx, Place from, Place settled, Tenants tenants) {
        var sql = """
                select changed::text::bigint as transaction, id, original_subject, error_type, error, error_count,
                    tenant_id, created_at, resolved, resolved_at, resolved_by, resolution
                from dlq_messages
                where changed >= $1::text::xid8 and changed <= $3::text::xid8
                    and (changed > $1::text::xid8 or id > $2)
                    and (cardinality($4::text[]) = 0 or tenant_id = any ($4))
                order by changed, id
                limit
                """ + MOST;
        return tx.preparedQuery(sql)
                .execute(Tuple.of(
                        Long.toString(from.transaction()),
                        from.id(),
                        Long.toString(settled.transaction()),
                        tenants.filter()))
                .map(rows -> {
                    var changes = new ArrayList<Change>();
                    rows.forEach(row -> changes.add(read(row)));
                    return changes;
                });
    }

    private static Change read(Row row) {
        return new Change(
                new Place(row.getLong("transaction"), row.getLong("id")),
                new Message(
                        row.getLong("id"),
                        row.getString("original_subject"),
                        row.getString("error_type"),
                        row.getString("error"),
                        row.getInteger("error_count"),
                        row.getString("tenant_id"),
                        row.getOffsetDateTime("created_at").toInstant(),
                        row.getBoolean("resolved"),
                        Optional.ofNullable(row.getOffsetDateTime("resolved_at"))
                                .map(OffsetDateTime::toInstant),
                        Optional.ofNullable(row.getString("resolved_by")),
                        Optional.ofNullable(row.getString("resolution"))));
    }
}
