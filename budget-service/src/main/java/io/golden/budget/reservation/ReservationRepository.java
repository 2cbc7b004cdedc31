package io.golden.budget.reservation;

import io.golden.budget.Scope;
import io.golden.commons.caller.Caller;
import io.golden.commons.correlation.Correlation;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * The verbs on reservations. Each takes a group and decides every member for itself, in one statement: the functions
 * stand in {@code db/migration}, with the reasons for their order of locks.
 */
@Singleton
final class ReservationRepository {
    /** Outcomes in the order of the group, which holds no two of the same tenant and request id. */
    Uni<List<ReserveOutcome>> reserve(SqlClient client, List<Reservation> group, long defaultLimit) {
        return client.preparedQuery("""
            select outcome, reservation_id, allocated, available, expires_at, refusing
            from reserve($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            order by ordinal\
            """)
                .execute(Tuple.tuple()
                        .addArrayOfUUID(each(group, Reservation::id, UUID[]::new))
                        .addArrayOfString(each(group, Reservation::tenantId, String[]::new))
                        .addArrayOfString(each(group, Reservation::projectId, String[]::new))
                        .addArrayOfString(each(group, Reservation::taskId, String[]::new))
                        .addArrayOfString(each(group, Reservation::model, String[]::new))
                        .addArrayOfString(each(group, Reservation::agentId, String[]::new))
                        .addArrayOfString(each(group, Reservation::purpose, String[]::new))
                        .addArrayOfString(each(group, Reservation::requestId, String[]::new))
                        .addArrayOfString(each(group, Reservation::holder, String[]::new))
                        .addArrayOfLong(each(group, Reservation::tokens, Long[]::new))
                        .addArrayOfInteger(each(group, Reservation::ttlSeconds, Integer[]::new))
                        .addArrayOfString(each(group, r -> r.correlation().requestId(), String[]::new))
                        .addArrayOfString(each(group, r -> r.correlation().traceparent(), String[]::new))
                        .addLong(defaultLimit))
                .map(rows -> rows.stream().map(ReservationRepository::reserved).toList());
    }

    /** Outcomes in the order of the group, which holds no reservation twice. */
    Uni<List<CommitOutcome>> commit(SqlClient client, List<Commit> group) {
        return client.preparedQuery("""
            select outcome, tokens, returned, overdraft, late
            from commit_reservations($1, $2, $3, $4, $5, $10, $11, $6, $7, $8, $9)
            order by ordinal\
            """)
                .execute(closing(group, Commit::target)
                        .addArrayOfLong(each(group, Commit::actualTokens, Long[]::new))
                        .addArrayOfLong(
                                each(group, commit -> commit.inputTokens().orElse(null), Long[]::new)))
                .map(rows -> rows.stream().map(ReservationRepository::committed).toList());
    }

    /** Outcomes in the order of the group, which holds no reservation twice. */
    Uni<List<ReleaseOutcome>> release(SqlClient client, List<Target> group) {
        return client.preparedQuery("""
            select outcome, tokens
            from release_reservations($1, $2, $3, $4, $5, $6, $7, $8, $9)
            order by ordinal\
            """)
                .execute(closing(group, Function.identity()))
                .map(rows -> rows.stream().map(ReservationRepository::released).toList());
    }

    Uni<ExtendOutcome> extend(SqlClient client, ExtendRequest request, Caller caller, Correlation correlation) {
        return client.preparedQuery("""
            select outcome, tenant, project, tokens, available, expires_at, refusing
            from extend_reservation($1, $2, $3, $4, $5, $6, $7, $8)\
            """)
                .execute(Tuple.tuple()
                        .addUUID(request.reservationId())
                        .addArrayOfString(caller.tenants().filter())
                        .addString(caller.subject())
                        .addBoolean(caller.isAdmin())
                        .addLong(request.additionalTokens())
                        .addInteger(request.ttlSeconds())
                        .addString(correlation.requestId())
                        .addString(correlation.traceparent()))
                .map(rows -> extended(rows.iterator().next()));
    }

    /** Closes at most so many that have expired; answers how many. */
    Uni<Integer> expire(SqlClient client, int most) {
        return client.preparedQuery("select expire_reservations($1) as closed")
                .execute(Tuple.of(most))
                .map(rows -> rows.iterator().next().getInteger("closed"));
    }

    private static <G> Tuple closing(List<G> group, Function<G, Target> target) {
        return Tuple.tuple()
                .addArrayOfUUID(each(group, target.andThen(Target::reservationId), UUID[]::new))
                .addArrayOfString(each(group, target.andThen(Target::tenantId), String[]::new))
                .addArrayOfString(each(group, target.andThen(Target::projectId), String[]::new))
                .addArrayOfString(each(group, target.andThen(t -> t.spender().subject()), String[]::new))
                .addArrayOfBoolean(each(group, target.andThen(t -> t.spender().admin()), Boolean[]::new))
                .addArrayOfString(
                        each(group, target.andThen(t -> t.correlation().requestId()), String[]::new))
                .addArrayOfString(
                        each(group, target.andThen(t -> t.correlation().traceparent()), String[]::new))
                .addArrayOfString(each(group, target.andThen(t -> t.spender().role()), String[]::new))
                .addArrayOfString(each(group, target.andThen(t -> t.spender().address()), String[]::new));
    }

    private static <G, T> T[] each(List<G> group, Function<G, T> part, IntFunction<T[]> array) {
        return group.stream().map(part).toArray(array);
    }

    private static ReserveOutcome reserved(Row row) {
        var outcome = row.getString("outcome");
        return switch (outcome) {
            case "approved", "replayed" ->
                new ReserveOutcome.Approved(
                        row.getUUID("reservation_id"),
                        row.getLong("allocated"),
                        row.getLong("available"),
                        row.getOffsetDateTime("expires_at").toInstant(),
                        outcome.equals("replayed"));
            case "insufficient" -> new ReserveOutcome.Insufficient(row.getLong("available"), refusing(row));
            case "conflict" -> new ReserveOutcome.OtherPayload();
            default -> throw unknown(outcome);
        };
    }

    private static CommitOutcome committed(Row row) {
        var outcome = row.getString("outcome");
        return switch (outcome) {
            case "committed", "replayed" ->
                new CommitOutcome.Committed(
                        row.getLong("tokens"),
                        row.getLong("returned"),
                        row.getBoolean("overdraft"),
                        row.getBoolean("late"),
                        outcome.equals("replayed"));
            case "unknown" -> new CommitOutcome.Unknown();
            case "forbidden" -> new CommitOutcome.NotHolder();
            case "released" -> new CommitOutcome.Released();
            case "conflict" -> new CommitOutcome.OtherAmount();
            default -> throw unknown(outcome);
        };
    }

    private static ReleaseOutcome released(Row row) {
        var outcome = row.getString("outcome");
        return switch (outcome) {
            case "released", "replayed" ->
                new ReleaseOutcome.Released(row.getLong("tokens"), outcome.equals("replayed"));
            case "unknown" -> new ReleaseOutcome.Unknown();
            case "forbidden" -> new ReleaseOutcome.NotHolder();
            case "committed" -> new ReleaseOutcome.Committed();
            default -> throw unknown(outcome);
        };
    }

    private static ExtendOutcome extended(Row row) {
        var outcome = row.getString("outcome");
        return switch (outcome) {
            case "extended" ->
                new ExtendOutcome.Extended(
                        row.getString("tenant"),
                        row.getString("project"),
                        row.getLong("tokens"),
                        row.getLong("available"),
                        row.getOffsetDateTime("expires_at").toInstant());
            case "insufficient" ->
                new ExtendOutcome.Insufficient(row.getString("tenant"), refusing(row), row.getLong("available"));
            case "unknown" -> new ExtendOutcome.Unknown();
            case "forbidden" -> new ExtendOutcome.NotHolder();
            case "closed" -> new ExtendOutcome.Closed();
            case "over" -> new ExtendOutcome.PeriodOver();
            default -> throw unknown(outcome);
        };
    }

    private static Scope refusing(Row row) {
        var key = row.getArrayOfStrings("refusing");
        return new Scope(key[0], key[1], key[2]);
    }

    private static IllegalStateException unknown(String outcome) {
        return new IllegalStateException("The database answered with an outcome nobody knows: " + outcome);
    }
}
