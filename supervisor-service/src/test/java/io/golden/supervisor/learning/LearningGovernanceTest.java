package io.golden.supervisor.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.golden.test.Postgres;
import io.golden.test.Servers;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.DriverManager;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The functions and views that operators use, by SQL. */
@QuarkusTest
class LearningGovernanceTest {
    @BeforeEach
    void nothing_is_learnt_yet() {
        database().execute("delete from supervisor.active_prompts");
        database().execute("delete from supervisor.agent_prompts");
        database().execute("update supervisor.learning_governance set last_update_at = null");
        database()
                .execute("update supervisor.learning_governance set cooldown_hours = 2 where agent_role = 'developer'");
    }

    private static Postgres database() {
        return Servers.postgres();
    }

    private static Map<String, Object> propose(String role, String text, String by) {
        return database()
                .query("select * from supervisor.propose_prompt_update(?, ?, ?)", role, text, by)
                .getFirst();
    }

    private static String status(String role) {
        return (String) database()
                .query("select status from supervisor.governance_status where agent_role = ?", role)
                .getFirst()
                .get("status");
    }

    /** A hundred at once, each on a connection of its own role as the service has it. */
    private static Map<String, Long> race(String role) throws Exception {
        var url = "jdbc:postgresql://127.0.0.1:" + database().server().port() + "/golden_arch";
        try (var threads = Executors.newFixedThreadPool(50)) {
            return threads
                    .invokeAll(IntStream.range(0, 100)
                            .mapToObj(i -> (Callable<String>) () -> {
                                try (var connection =
                                                DriverManager.getConnection(url, "golden_supervisor", "test-password");
                                        var call = connection.prepareStatement(
                                                "select outcome from propose_prompt_update(?, ?, 'agent')")) {
                                    call.setString(1, role);
                                    call.setString(2, "prompt " + i);
                                    var rows = call.executeQuery();
                                    rows.next();
                                    return rows.getString(1);
                                }
                            })
                            .toList())
                    .stream()
                    .map(Future::resultNow)
                    .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        }
    }

    @Test
    void a_hundred_proposals_at_once_let_exactly_a_days_number_through() throws Exception {
        database()
                .execute("update supervisor.learning_governance set cooldown_hours = 0 where agent_role = 'developer'");

        var outcomes = race("developer");

        assertThat(outcomes).containsOnly(Map.entry("auto_approved", 5L), Map.entry("daily_limit_reached", 95L));
        assertThat(status("developer")).isEqualTo("daily_limit_reached");
        assertThat(database().query("select version from supervisor.agent_prompts order by version"))
                .extracting(row -> row.get("version"))
                .containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void with_a_cooldown_exactly_one_goes_through() throws Exception {
        var outcomes = race("developer");

        assertThat(outcomes).containsOnly(Map.entry("auto_approved", 1L), Map.entry("cooldown_active", 99L));
        assertThat(status("developer")).isEqualTo("cooldown_active");
    }

    @Test
    void an_operator_ends_a_cooldown() {
        propose("developer", "one", "agent");
        assertThat(propose("developer", "two", "agent").get("outcome")).isEqualTo("cooldown_active");

        database()
                .execute(
                        "UPDATE supervisor.learning_governance SET last_update_at = NULL WHERE agent_role = 'developer'");

        assertThat(propose("developer", "two", "agent").get("outcome")).isEqualTo("auto_approved");
    }

    @Test
    void security_waits_for_a_human_who_is_not_the_proposer() {
        var id = propose("security", "be strict", "bob").get("prompt_id");
        assertThat(database().number("select supervisor.get_pending_approvals_count()"))
                .isEqualTo(1);
        assertThat(status("security")).isEqualTo("requires_approval");

        assertThatThrownBy(() -> database().query("select supervisor.approve_prompt_update(?, 'bob')", id))
                .hasMessageContaining("may not approve");
        var approved = database()
                .query(
                        "select approval_status, approved_by from supervisor.approve_prompt_update(?, 'alice', 'fine')",
                        id)
                .getFirst();

        assertThat(approved).containsEntry("approval_status", "human_approved").containsEntry("approved_by", "alice");
        assertThat(database()
                        .query("select active_version from supervisor.learning_stats where agent_role = 'security'")
                        .getFirst()
                        .get("active_version"))
                .isEqualTo(1);
        assertThatThrownBy(() -> database().query("select supervisor.reject_prompt_update(?, 'alice', 'late')", id))
                .hasMessageContaining("human_approved");
    }

    @Test
    void a_role_that_nobody_ruled_on_needs_a_human_and_a_rejection_counts_for_nothing() {
        var first = propose("poet", "rhyme", "bob");
        assertThat(first.get("outcome")).isEqualTo("pending_review");

        database().query("select supervisor.reject_prompt_update(?, 'alice', 'no rhymes')", first.get("prompt_id"));

        assertThat(database().number("select rejected from supervisor.learning_stats where agent_role = 'poet'"))
                .isEqualTo(1);
        assertThat(database()
                        .query("select supervisor.can_auto_update_prompt('poet') as may")
                        .getFirst()
                        .get("may"))
                .isEqualTo(false);
    }

    @Test
    void a_version_never_changes() {
        var id = propose("tester", "look twice", "agent").get("prompt_id");

        assertThatThrownBy(() ->
                        database().execute("update supervisor.agent_prompts set prompt_text = 'x' where id = ?", id))
                .hasMessageContaining("never changes");
    }

    @Test
    void the_starting_rules_are_the_documented_ones() {
        var rules = database().query("""
                select agent_role, require_human_approval, max_updates_per_day, cooldown_hours
                from supervisor.learning_governance where agent_role <> 'poet' order by 1""");

        assertThat(rules.stream().map(row -> row.values().toString()))
                .containsExactly(
                        "[architect, true, 2, 12]",
                        "[developer, false, 5, 2]",
                        "[reviewer, false, 3, 4]",
                        "[security, true, 1, 24]",
                        "[tester, false, 5, 2]");
    }
}
