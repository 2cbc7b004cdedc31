package io.golden.auth.audit;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** The table {@code audit.audit_drops}, and the partitions themselves. */
@Singleton
final class DropStore {
    Uni<List<Drop.Partition>> expired(SqlConnection tx, Instant before) {
        return tx.preparedQuery("select partition, from_at, until_at from audit.expired_partitions($1)")
                .execute(Tuple.of(before.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.stream()
                        .map(row -> new Drop.Partition(
                                row.getString(0),
                                row.getOffsetDateTime(1).toInstant(),
                                row.getOffsetDateTime(2).toInstant()))
                        .toList());
    }

    /** False when another replica has it. */
    Uni<Boolean> insert(SqlConnection tx, Drop drop) {
        return tx.preparedQuery("""
                        insert into audit.audit_drops (partition, from_at, until_at, dropped_at, kid, signature)
                        values ($1, $2, $3, $4, $5, $6) on conflict (partition) do nothing""")
                .execute(Tuple.of(
                        drop.partition(),
                        drop.from().atOffset(ZoneOffset.UTC),
                        drop.until().atOffset(ZoneOffset.UTC),
                        drop.droppedAt().atOffset(ZoneOffset.UTC),
                        drop.kid(),
                        Buffer.buffer(drop.signature())))
                .map(result -> result.rowCount() == 1);
    }

    Uni<Void> drop(SqlConnection tx, String partition) {
        return tx.preparedQuery("select audit.drop_partition($1)")
                .execute(Tuple.of(partition))
                .replaceWithVoid();
    }

    Uni<List<Drop>> all(SqlConnection tx) {
        return tx.query("select partition, from_at, until_at, dropped_at, kid, signature from audit.audit_drops")
                .execute()
                .map(rows -> rows.stream()
                        .map(row -> new Drop(
                                row.getString(0),
                                row.getOffsetDateTime(1).toInstant(),
                                row.getOffsetDateTime(2).toInstant(),
                                row.getOffsetDateTime(3).toInstant(),
                                row.getString(4),
                                row.getBuffer(5).getDelegate().getBytes()))
                        .toList());
    }
}
