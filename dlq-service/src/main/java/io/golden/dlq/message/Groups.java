package io.golden.dlq.message;

import io.golden.commons.caller.Tenants;
import io.golden.commons.page.Page;
import io.golden.data.sql.Conditions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is unresolved, by what failed alike; counted by the table's own triggers. */
@ApplicationScoped
class Groups {
    private static final int MOST_SUBJECTS = 100;

    Uni<List<Group>> list(SqlConnection tx, Tenants tenants, Page page) {
        var conditions = unresolved(tenants);
        var sql = """
                select subject, error_type, error, tenant_id, unresolved, first_seen, last_seen
                from dlq_groups
                """ + conditions.where() + " order by unresolved desc, id limit " + conditions.parameter(page.limit())
                + " offset " + conditions.parameter(page.offset());
        return tx.preparedQuery(sql).execute(conditions.values()).map(rows -> {
            var groups = new ArrayList<Group>(rows.size());
            rows.forEach(row -> groups.add(read(row)));
            return groups;
        });
    }

    Uni<Long> count(SqlConnection tx, Tenants tenants) {
        var conditions = unresolved(tenants);
        return tx.preparedQuery("select count(*) from dlq_groups " + conditions.where())
                .execute(conditions.values())
                .map(rows -> rows.iterator().next().getLong(0));
    }

    Uni<Stats> stats(SqlConnection tx, Tenants tenants) {
        var conditions = unresolved(tenants);
        var sql = """
                select subject, sum(unresolved)::bigint as count, sum(sum(unresolved)) over ()::bigint as total
                from dlq_groups
                """ + conditions.where() + " group by subject order by 2 desc, 1 limit "
                + conditions.parameter(MOST_SUBJECTS);
        return tx.preparedQuery(sql).execute(conditions.values()).chain(rows -> {
            var bySubject = new LinkedHashMap<String, Long>();
            long total = 0;
            for (var row : rows) {
                bySubject.put(row.getString("subject"), row.getLong("count"));
                total = row.getLong("total");
            }
            long unresolved = total;
            return oldest(tx, tenants).map(oldest -> new Stats(unresolved, bySubject, oldest));
        });
    }

    private static Uni<Optional<Instant>> oldest(SqlConnection tx, Tenants tenants) {
        var filter = new MessageFilter(
                tenants, Optional.of(false), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        var conditions = filter.conditions();
        var sql = "select created_at from dlq_messages " + conditions.where() + " order by created_at, id limit 1";
        return tx.preparedQuery(sql)
                .execute(conditions.values())
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(rows.iterator().next().getOffsetDateTime(0))
                                .map(OffsetDateTime::toInstant));
    }

    /** All tenants' together; for a gauge. */
    Uni<Long> unresolved(SqlConnection tx) {
        return tx.query("select coalesce(sum(unresolved), 0)::bigint from dlq_groups where unresolved > 0")
                .execute()
                .map(rows -> rows.iterator().next().getLong(0));
    }

    private static Conditions unresolved(Tenants tenants) {
        return new MessageFilter(
                        tenants,
                        Optional.of(false),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())
                .groupConditions();
    }

    private static Group read(Row row) {
        return new Group(
                row.getString("subject"),
                row.getString("error_type"),
                row.getString("error"),
                row.getString("tenant_id"),
                row.getLong("unresolved"),
                row.getOffsetDateTime("first_seen").toInstant(),
                row.getOffsetDateTime("last_seen").toInstant());
    }

    /**
     * Messages that failed alike: ids and numbers in subject and error are no difference.
     *
     * @param error the first one's
     * @param firstSeen since the group was last empty
     */
    record Group(
            String subject,
            String errorType,
            String error,
            String tenantId,
            long count,
            Instant firstSeen,
            Instant lastSeen) {}

    /**
     * What is unresolved.
     *
     * @param bySubject the hundred largest
     * @param oldest when the oldest unresolved one was captured
     */
    record Stats(long unresolved, Map<String, Long> bySubject, Optional<Instant> oldest) {}
}
