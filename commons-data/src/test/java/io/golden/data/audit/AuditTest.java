package io.golden.data.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.golden.commons.correlation.Correlation;
import io.golden.data.background.BackgroundWork;
import io.golden.data.sql.Transactions;
import io.golden.test.Servers;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AuditTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Audit audit;

    @Inject
    Transactions transactions;

    @Inject
    BackgroundWork background;

    private final String user = "user-" + UUID.randomUUID();

    @Test
    void anEntryTellsWhoDidWhatAndInWhichRequest() {
        background.await(
                Correlation.of("request-of-" + user, null),
                PATIENCE,
                () -> transactions.run(tx -> audit.append(tx, entry("a", Map.of("note", "seen")))));

        var row = Servers.postgres().query("""
                        select user_id, role, action, resource_type, resource_id, details->>'note' as note,
                          request_id, source_ip, service
                        from audit.audit_log where user_id = ?
                        """, user).getFirst();
        assertThat(row)
                .containsEntry("role", "operator")
                .containsEntry("action", "escalation.resolve")
                .containsEntry("resource_type", "escalation")
                .containsEntry("resource_id", "a")
                .containsEntry("note", "seen")
                .containsEntry("request_id", "request-of-" + user)
                .containsEntry("source_ip", null)
                .containsEntry("service", "orchestrator-service");
    }

    @Test
    void entriesCommitWithTheirChange() {
        var run = transactions.run(tx -> audit.appendAll(tx, List.of(entry("a", Map.of()), entry("b", Map.of())))
                .chain(() -> Uni.createFrom().failure(new IllegalStateException("no"))));
        assertThatThrownBy(() -> run.await().atMost(PATIENCE)).hasMessage("no");
        assertThat(entries()).isZero();

        transactions
                .run(tx -> audit.appendAll(tx, List.of(entry("a", Map.of()), entry("b", Map.of()))))
                .await()
                .atMost(PATIENCE);

        assertThat(entries()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from audit.audit_log",
                "update audit.audit_log set user_id = 'nobody'",
                "delete from audit.audit_log",
                "truncate audit.audit_log",
                "insert into audit.audit_log (created_at) values (now())",
                "insert into audit.audit_log (written_in) values (1)",
                "insert into audit.audit_log (written_by) values ('golden_auth')"
            })
    void aServiceMayOnlyInsert(String sql) {
        assertThatThrownBy(() -> Servers.postgres().executeAs("golden_orchestrator", sql))
                .hasMessageContaining("permission denied");
    }

    @Test
    void authMayRead() {
        Servers.postgres().executeAs("golden_auth", "select * from audit.audit_log limit 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit.audit_log set user_id = 'nobody'",
                "delete from audit.audit_log",
                "truncate audit.audit_log"
            })
    void evenTheOwnerChangesNothing(String sql) {
        transactions.run(tx -> audit.append(tx, entry("a", Map.of()))).await().atMost(PATIENCE);

        assertThatThrownBy(() -> Servers.postgres().executeAs("golden_owner", sql))
                .hasMessageContaining("append-only");
    }

    @Test
    void aPartitionCannotBeEmptiedBehindItsBack() {
        transactions.run(tx -> audit.append(tx, entry("a", Map.of()))).await().atMost(PATIENCE);
        var name = Servers.postgres()
                .query("select tableoid::regclass::text as part from audit.audit_log limit 1")
                .getFirst()
                .get("part");

        assertThatThrownBy(() -> Servers.postgres().executeAs("golden_owner", "delete from " + name))
                .hasMessageContaining("append-only");
        assertThatThrownBy(() -> Servers.postgres().executeAs("golden_owner", "truncate " + name))
                .hasMessageContaining("append-only");
    }

    @Test
    void theDatabaseSaysWhoWroteAndInWhichTransaction() {
        transactions
                .run(tx -> audit.append(tx, entry("a", Map.of())).chain(() -> audit.append(tx, entry("b", Map.of()))))
                .await()
                .atMost(PATIENCE);

        assertThat(Servers.postgres().query("""
                                select written_by, count(*) as rows from audit.audit_log
                                where user_id = ? group by written_by, written_in""", user))
                .containsExactly(Map.of("written_by", "golden_orchestrator", "rows", 2L));
    }

    /** Whatever the clock says and whoever forgot to make partitions: an insert goes on working. */
    @Test
    void aRowOfAMonthThatNobodyMadeHasAPlace() {
        Servers.postgres().execute("""
                insert into audit.audit_log
                  (id, user_id, role, action, resource_type, resource_id, details, service, created_at)
                values (gen_random_uuid(), ?, 'r', 'a', 't', 'i', '{}', 's', '2100-01-01T00:00:00Z')""", user);

        assertThat(Servers.postgres().number("select count(*) from audit.audit_log_default where user_id = ?", user))
                .isEqualTo(1);
        assertThatThrownBy(() -> Servers.postgres().executeAs("golden_owner", "truncate audit.audit_log_default"))
                .hasMessageContaining("append-only");
    }

    private AuditEntry entry(String resource, Map<String, Object> details) {
        return new AuditEntry(user, "operator", "escalation.resolve", "escalation", resource, details);
    }

    private long entries() {
        return Servers.postgres().number("select count(*) from audit.audit_log where user_id = ?", user);
    }
}
