package io.golden.auth.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.golden.test.Checkout;
import io.golden.test.Servers;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** golden_oncall does what docs/oncall.md says and no more; what people change by hand is audited. */
@QuarkusTest
class OnCallTest {
    private static final Pattern SQL = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);

    /** The tables of the whole suite, as each service makes them. */
    @BeforeAll
    static void allMigrations() {
        for (var service : List.of("budget", "dlq", "orchestrator", "peer-hub", "supervisor")) {
            var schema = service.replace('-', '_');
            var owner = URI.create(Servers.postgres().url("golden_owner"));
            Flyway.configure()
                    .dataSource(
                            "jdbc:postgresql://%s:%d%s".formatted(owner.getHost(), owner.getPort(), owner.getPath()),
                            "golden_owner",
                            owner.getUserInfo().split(":", 2)[1])
                    .defaultSchema(schema)
                    .schemas(schema)
                    .createSchemas(false)
                    .outOfOrder(true)
                    .locations(
                            "filesystem:" + Checkout.file("commons-data/src/main/resources/db/plumbing"),
                            "filesystem:" + Checkout.file(service + "-service/src/main/resources/db/migration"))
                    .load()
                    .migrate();
        }
        Servers.postgres().execute("""
                insert into budget.budget_limits (tenant_id, project_id, total_limit)
                values ('acme', 'checkout', 100) on conflict do nothing;
                insert into supervisor.agent_prompts (id, agent_role, prompt_text, version, auto_learned, approval_status,
                  proposed_by)
                overriding system value
                select id, 'security', 'p', id, false, 'pending_review', 'bob' from generate_series(41, 42) id
                on conflict do nothing;
                do $$ begin
                  if not exists (select from pg_roles where rolname = 'alice') then
                    create role alice login password 'test-password' in role golden_oncall;
                  end if;
                end $$""");
    }

    @Test
    void everyDocumentedStatementWorks() throws SQLException, IOException {
        var statements = SQL.matcher(Files.readString(Checkout.file("docs/oncall.md")))
                .results()
                .flatMap(block -> Arrays.stream(block.group(1).split(";")))
                .map(String::strip)
                .filter(sql -> !sql.isEmpty())
                .toList();
        assertThat(statements).hasSizeGreaterThan(25);

        for (var sql : statements) {
            try (var connection = Chain.connect("golden_oncall");
                    var statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute(sql);
                connection.rollback();
            } catch (SQLException e) {
                throw new AssertionError(sql, e);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from users",
                "select password_hash from users",
                "select refresh_hash from sessions",
                "select * from signing_keys",
                "select * from service_accounts",
                "select * from audit.audit_seal_keys",
                "select payload from budget.outbox",
                "update budget_limits set current_usage = 0",
                "update budget_limits set total_limit = 5, reserved = 0",
                "delete from budget_limits",
                "insert into budget_limits (tenant_id, project_id, total_limit) values ('a', 'b', 1)",
                "delete from budget_transactions",
                "update dlq_messages set resolved = true",
                "delete from dlq_messages",
                "update learning_governance set agent_role = 'x'",
                "update agent_prompts set approval_status = 'human_approved'",
                "insert into active_prompts (agent_role, prompt_id, activated_by) values ('security', 41, 'me')",
                "select activate_prompt('security', 41, 'me')",
                "update tasks set state = 'completed'",
                "update audit_log set user_id = 'nobody'",
                "delete from audit_log",
                "insert into audit_log (id, user_id, role, action, resource_type, resource_id, details, service)"
                        + " values (gen_random_uuid(), 'a', 'b', 'c', 'd', 'e', '{}', 'database')",
                "delete from audit_seals",
                "select audit.drop_partition('audit_log_202401')",
                "select audit.adopt_cluster()",
                "create table mine (id int)",
                "create table public.mine (id int)",
                "alter table budget_limits disable trigger all",
                "set role golden_owner",
                "set session_replication_role = replica",
                "alter role golden_oncall superuser"
            })
    void nothingElse(String sql) {
        assertThatThrownBy(() -> Servers.postgres().executeAs("golden_oncall", sql))
                .hasMessageMatching("(?s).*(permission denied|must be owner|must be superuser).*");
    }

    @Test
    void aLimitChangedByHandIsAudited() {
        Servers.postgres()
                .executeAs(
                        "alice",
                        "update budget_limits set total_limit = total_limit + 1 where project_id = 'checkout'");

        var row = newest();
        assertThat(row)
                .containsEntry("user_id", "alice")
                .containsEntry("role", "database")
                .containsEntry("action", "budget.limit.set")
                .containsEntry("resource_type", "budget_limit")
                .containsEntry("resource_id", "acme/checkout")
                .containsEntry("tenant", "acme")
                .containsEntry("service", "database")
                .containsEntry("written_by", "alice");
        assertThat((long) row.get("new") - (long) row.get("old")).isEqualTo(1);
    }

    @Test
    void theOwnersHandIsSeenAndTheServicesIsNot() {
        Servers.postgres()
                .executeAs("golden_owner", "update budget_limits set total_limit = 300 where project_id = 'checkout'");
        var before = newest();
        assertThat(before).containsEntry("user_id", "golden_owner");

        Servers.postgres()
                .executeAs("golden_budget", "update budget_limits set total_limit = 400 where project_id = 'checkout'");

        assertThat(newest()).isEqualTo(before);
    }

    @Test
    void governanceIsWatchedToo() {
        Servers.postgres()
                .executeAs(
                        "golden_oncall",
                        "update learning_governance set max_updates_per_day = 9 where agent_role = 'tester'");
        assertThat(newest())
                .containsEntry("user_id", "golden_oncall")
                .containsEntry("action", "learning.governance.set")
                .containsEntry("resource_id", "tester");
        assertThat(Servers.postgres().query("""
                        select details -> 'old' as was, details -> 'new' as is from audit.audit_log
                        order by created_at desc limit 1""").getFirst().toString())
                .contains("was={\"max_updates_per_day\": ", "is={\"max_updates_per_day\": 9}");

        Servers.postgres()
                .execute("update supervisor.agent_prompts set approval_status = 'pending_review', approved_by = null,"
                        + " approved_at = null where id = 41");
        Servers.postgres().executeAs("alice", "select approve_prompt_update(41, 'alice', 'fine')");

        assertThat(Servers.postgres().query("""
                        select distinct action from audit.audit_log
                        where user_id = 'alice' and action like 'learning.%' order by action""").toString()).contains("learning.activate", "learning.prompt.set");
    }

    private static Map<String, Object> newest() {
        return Servers.postgres().query("""
                        select user_id, role, action, resource_type, resource_id, service, written_by, id::text,
                          (details -> 'old' ->> 'total_limit')::bigint as old,
                          (details -> 'new' ->> 'total_limit')::bigint as new, details ->> 'tenant_id' as tenant
                        from audit.audit_log order by created_at desc limit 1""").getFirst();
    }
}
