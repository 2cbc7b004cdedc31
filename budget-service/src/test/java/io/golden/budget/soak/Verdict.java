package io.golden.budget.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.budget.soak.Memory.Commit;
import io.golden.test.Servers;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.UUID;

/** Holds what the clients remember, and what may never happen, against the database. */
final class Verdict {
    private interface Reader {
        void read(ResultSet row) throws SQLException;
    }

    private record Hold(UUID id, long tokens, Instant expiresAt) {}

    private final Memory memory;
    private final List<Account> limits;
    private final Map<UUID, Instant> expiries = new HashMap<>();
    private long checked;

    Verdict(Memory memory, List<Account> limits) {
        this.memory = memory;
        this.limits = limits;
    }

    void everyAnswerIsTrue() throws SQLException {
        var missing = new HashSet<>(memory.fates.keySet());
        read(
                "select * from budget.budget_reservations where tenant_id like 'soak-%'",
                row -> {
                    var id = row.getObject("id", UUID.class);
                    expiries.put(id, row.getTimestamp("expires_at").toInstant());
                    missing.remove(id);
                    var fate = memory.fates.get(id);
                    assertThat(memory.refused)
                            .as("refused, but reserved")
                            .doesNotContainKey(row.getString("request_id"));
                    if (fate != null) {
                        isTrue(row, fate);
                    }
                });
        assertThat(missing).as("answered as approved, but not in the database").isEmpty();
    }

    private static void isTrue(ResultSet row, Memory.Fate fate) throws SQLException {
        assertThat(row.getString("request_id")).isEqualTo(fate.requestId);
        assertThat(row.getLong("requested_tokens")).isEqualTo(fate.requested);
        assertThat(row.getLong("available")).isEqualTo(fate.available);
        assertThat(row.getLong("tokens")).isGreaterThanOrEqualTo(fate.allocated);
        var state = row.getString("state");
        if (fate.commit != null) {
            assertThat(state).isEqualTo("committed");
            assertThat(new Commit(
                            row.getLong("actual_tokens"),
                            row.getLong("returned_tokens"),
                            row.getLong("actual_tokens") > row.getLong("tokens"),
                            row.getBoolean("late")))
                    .isEqualTo(fate.commit);
        }
        if (fate.released) {
            assertThat(state).isEqualTo("released");
        }
    }

    /** Every reservation was made within its limits as they were at that moment. Ask for the answers first. */
    void noLimitWasPassedByAReservation() throws SQLException {
        for (var limit : limits) {
            if (!limit.soft) {
                replay(limit);
            }
        }
        assertThat(checked).as("reservations that were held against a limit").isPositive();
    }

    private void replay(Account limit) throws SQLException {
        var settings = limit.settings();
        var holds = new HashMap<UUID, Long>();
        var expiring = new PriorityQueue<Hold>(Comparator.comparing(Hold::expiresAt));
        var sums = new long[] {0, 0};
        var at = new int[] {0};
        read("""
                select reservation_id, type, amount, project_id, agent_id, model, "timestamp"
                from budget.budget_transactions where tenant_id = '%s' order by "timestamp", id""".formatted(limit.tenant), row -> {
            if (!limit.covers(
                    limit.tenant, row.getString("project_id"), row.getString("agent_id"), row.getString("model"))) {
                return;
            }
            var id = row.getObject("reservation_id", UUID.class);
            var amount = row.getLong("amount");
            var now = row.getTimestamp("timestamp").toInstant();
            while (!expiring.isEmpty() && !expiring.peek().expiresAt().isAfter(now)) {
                var gone = holds.remove(expiring.poll().id());
                sums[1] -= gone == null ? 0 : gone;
            }
            if (row.getString("type").equals("reserve")) {
                holds.merge(id, amount, Long::sum);
                sums[1] += amount;
                expiring.add(new Hold(id, amount, expiries.get(id)));
                while (at[0] + 1 < settings.size()
                        && !settings.get(at[0] + 1).at().isAfter(now)) {
                    at[0]++;
                }
                if (sums[0] + sums[1] > settings.get(at[0]).total() && limit.known(now)) {
                    throw new AssertionError("%d used + %d reserved of %s at %s, which allowed %d"
                            .formatted(
                                    sums[0],
                                    sums[1],
                                    limit,
                                    now,
                                    settings.get(at[0]).total()));
                }
                checked++;
            } else {
                var closed = holds.remove(id);
                sums[1] -= closed == null ? 0 : closed;
                sums[0] += row.getString("type").equals("commit") ? amount : 0;
            }
        });
    }

    private static void read(String sql, Reader reader) throws SQLException {
        var url = "jdbc:" + Servers.postgres().url("postgres").replaceFirst("//[^@]*@", "//");
        try (var connection = DriverManager.getConnection(url, "postgres", "")) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.setFetchSize(5_000);
                var rows = statement.executeQuery(sql);
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }
}
