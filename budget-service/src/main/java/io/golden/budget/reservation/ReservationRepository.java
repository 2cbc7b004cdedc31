package io.golden.budget.reservation;

import static io.golden.budget.reservation.Rows.each;
import static io.golden.budget.reservation.Rows.refusing;
import static io.golden.budget.reservation.Rows.unknown;

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

/**
 * The verbs on reservations that were made. Commit and release take a group and decide every member for itself, in one
 * statement: the functions stand in {@code db/migration}, with the reasons for their order of locks.
 */
@Singleton
final class ReservationRepository {
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
}
