package io.golden.dlq.message;

import io.golden.commons.caller.Tenants;
import io.golden.commons.page.Page;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts of what is unresolved. Subjects are told apart by everything but the ids in them. */
@ApplicationScoped
class Groups {
    /** As {@code DeadLetter.subjectPattern} does it. */
    private static final String SUBJECT = """
            regexp_replace(
                regexp_replace(original_subject, '(^|\\.)[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}(?=\\.|$)', '\\1*', 'g'),
                '(^|\\.)[0-9]+(?=\\.|$)', '\\1*', 'g')
            """;

    Uni<List<Group>> list(SqlConnection tx, Tenants tenants, Page page) {
        var sql = "select " + SUBJECT + """
                as subject, error_type, error, count(*) as count, min(created_at) as first_seen,
                    max(created_at) as last_seen
                from dlq_messages
                where not resolved and (cardinality($1::text[]) = 0 or tenant_id = any($1))
                group by 1, 2, 3
                order by count(*) desc, 1, 2, 3
                limit $2 offset $3
                """;
        return tx.preparedQuery(sql)
                .execute(Tuple.of(tenants.filter(), page.limit(), page.offset()))
                .map(rows -> {
                    var groups = new ArrayList<Group>(rows.size());
                    rows.forEach(row -> groups.add(new Group(
                            row.getString("subject"),
                            row.getString("error_type"),
                            row.getString("error"),
                            row.getLong("count"),
                            row.getOffsetDateTime("first_seen").toInstant(),
                            row.getOffsetDateTime("last_seen").toInstant())));
                    return groups;
                });
    }

    Uni<Stats> stats(SqlConnection tx, Tenants tenants) {
        var sql = "select " + SUBJECT + """
                as subject, count(*) as count, min(created_at) as oldest
                from dlq_messages
                where not resolved and (cardinality($1::text[]) = 0 or tenant_id = any($1))
                group by 1
                order by count(*) desc, 1
                """;
        return tx.preparedQuery(sql)
                .execute(Tuple.of((Object) tenants.filter()))
                .map(rows -> {
                    var bySubject = new LinkedHashMap<String, Long>();
                    var oldest = Optional.<Instant>empty();
                    for (var row : rows) {
                        bySubject.put(row.getString("subject"), row.getLong("count"));
                        oldest = earlier(oldest, row.getOffsetDateTime("oldest"));
                    }
                    var total = bySubject.values().stream()
                            .mapToLong(Long::longValue)
                            .sum();
                    return new Stats(total, bySubject, oldest);
                });
    }

    private static Optional<Instant> earlier(Optional<Instant> known, OffsetDateTime other) {
        var time = other.toInstant();
        return Optional.of(known.filter(k -> k.isBefore(time)).orElse(time));
    }

    /** Messages that failed alike. */
    record Group(String subject, String errorType, String error, long count, Instant firstSeen, Instant lastSeen) {}

    /** @param oldest when the oldest unresolved one was captured */
    record Stats(long unresolved, Map<String, Long> bySubject, Optional<Instant> oldest) {}
}
