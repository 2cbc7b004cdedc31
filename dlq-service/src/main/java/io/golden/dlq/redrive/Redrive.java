package io.golden.dlq.redrive;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/**
 * A row of {@code dlq_redrives}.
 *
 * @param filter as JSON
 * @param ratePerSecond 0: not limited
 * @param position all items up to this message were dealt with
 * @param canaryId the message that was sent first
 */
record Redrive(
        UUID id,
        String filter,
        String note,
        int ratePerSecond,
        boolean canary,
        boolean force,
        State state,
        String reason,
        String createdBy,
        Instant createdAt,
        Optional<Instant> finishedAt,
        int total,
        long position,
        Optional<Long> canaryId,
        Optional<Instant> canarySentAt) {

    static final String COLUMNS = """
            id, filter::text as filter, note, rate_per_second, canary, force, state, reason, created_by, created_at,
            finished_at, total, position, canary_id, canary_sent_at
            """;

    /** Where it is. */
    enum State {
        /** The first message is sent, or about to be; the rest waits for what becomes of it. */
        CANARY,
        RUNNING,
        /** All were sent or skipped. */
        COMPLETED,
        /** By itself: what it sent came back. */
        STOPPED,
        CANCELLED;

        String wire() {
            return switch (this) {
                case CANARY -> "canary";
                case RUNNING -> "running";
                case COMPLETED -> "completed";
                case STOPPED -> "stopped";
                case CANCELLED -> "cancelled";
            };
        }

        static State of(String wire) {
            return switch (wire) {
                case "canary" -> CANARY;
                case "running" -> RUNNING;
                case "completed" -> COMPLETED;
                case "stopped" -> STOPPED;
                case "cancelled" -> CANCELLED;
                default -> throw new IllegalArgumentException("state " + wire);
            };
        }
    }

    static Redrive read(Row row) {
        return new Redrive(
                row.getUUID("id"),
                row.getString("filter"),
                row.getString("note"),
                row.getInteger("rate_per_second"),
                row.getBoolean("canary"),
                row.getBoolean("force"),
                State.of(row.getString("state")),
                row.getString("reason"),
                row.getString("created_by"),
                row.getOffsetDateTime("created_at").toInstant(),
                Optional.ofNullable(row.getOffsetDateTime("finished_at")).map(OffsetDateTime::toInstant),
                row.getInteger("total"),
                row.getLong("position"),
                Optional.ofNullable(row.getLong("canary_id")),
                Optional.ofNullable(row.getOffsetDateTime("canary_sent_at")).map(OffsetDateTime::toInstant));
    }
}
