package io.golden.budget.reservation;

import static io.golden.budget.reservation.Rows.each;
import static io.golden.budget.reservation.Rows.refusing;
import static io.golden.budget.reservation.Rows.unknown;

import io.golden.budget.BudgetConfig;
import io.golden.commons.error.ApiException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;

/**
 * Makes reservations, and the limits of projects that have none. A group is decided in one statement, every member for
 * itself: the functions stand in {@code db/migration}, with the reasons for their order of locks.
 */
@Singleton
final class ReserveRepository {
    /** A limit that was just made can be removed again before it is looked at: how often that is put up with. */
    private static final int MOST_TRIES = 4;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final long defaultLimit;

    ReserveRepository(BudgetConfig config) {
        this.defaultLimit = config.defaultLimit();
    }

    /** Outcomes in the order of the group, which holds no two of the same tenant and request id. */
    Uni<List<ReserveOutcome>> reserve(SqlClient client, List<Reservation> group) {
        return reserve(client, group, MOST_TRIES);
    }

    private Uni<List<ReserveOutcome>> reserve(SqlClient client, List<Reservation> group, int tries) {
        return decide(client, group).chain(outcomes -> {
            if (!outcomes.isEmpty()) {
                return Uni.createFrom().item(outcomes);
            }
            if (tries == 1) {
                throw ApiException.unavailable("The limit of a project is removed again and again", RETRY_AFTER);
            }
            return makeLimits(client, group).chain(() -> reserve(client, group, tries - 1));
        });
    }

    /** No outcome, and nothing was done, when a project has no limit. */
    private static Uni<List<ReserveOutcome>> decide(SqlClient client, List<Reservation> group) {
        return client.preparedQuery("""
            select outcome, reservation_id, allocated, available, expires_at, refusing
            from make_reservations($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            order by ordinal\
            """)
                .execute(asked(group))
                .map(rows -> rows.stream().map(ReserveRepository::reserved).toList());
    }

    private Uni<Void> makeLimits(SqlClient client, List<Reservation> group) {
        return client.preparedQuery("select make_limits($1, $2, $3)")
                .execute(Tuple.tuple()
                        .addArrayOfString(each(group, Reservation::tenantId, String[]::new))
                        .addArrayOfString(each(group, Reservation::projectId, String[]::new))
                        .addLong(defaultLimit))
                .replaceWithVoid();
    }

    /** Requests of one account look up its limits together. */
    private static Tuple asked(List<Reservation> group) {
        var numbers = new LinkedHashMap<Account, Integer>();
        var accounts = each(
                group, asked -> numbers.computeIfAbsent(Account.of(asked), _ -> numbers.size() + 1), Integer[]::new);
        var distinct = List.copyOf(numbers.sequencedKeySet());
        return Tuple.tuple()
                .addArrayOfString(each(distinct, Account::tenantId, String[]::new))
                .addArrayOfString(each(distinct, Account::projectId, String[]::new))
                .addArrayOfString(each(distinct, Account::agentId, String[]::new))
                .addArrayOfString(each(distinct, Account::model, String[]::new))
                .addArrayOfInteger(accounts)
                .addArrayOfUUID(each(group, Reservation::id, UUID[]::new))
                .addArrayOfString(each(group, Reservation::taskId, String[]::new))
                .addArrayOfString(each(group, Reservation::purpose, String[]::new))
                .addArrayOfString(each(group, Reservation::requestId, String[]::new))
                .addArrayOfString(each(group, Reservation::holder, String[]::new))
                .addArrayOfLong(each(group, Reservation::tokens, Long[]::new))
                .addArrayOfInteger(each(group, Reservation::ttlSeconds, Integer[]::new))
                .addArrayOfString(each(group, asked -> asked.correlation().requestId(), String[]::new))
                .addArrayOfString(each(group, asked -> asked.correlation().traceparent(), String[]::new));
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
}
