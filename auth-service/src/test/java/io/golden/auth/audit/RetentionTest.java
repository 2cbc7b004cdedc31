package io.golden.auth.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.golden.test.Servers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RetentionTest {
    private static final LocalDate MONTH = LocalDate.of(2024, 1, 1);

    @Inject
    Sealer sealer;

    @Inject
    ChainGuard guard;

    @Inject
    Retention retention;

    @Inject
    Verifier verifier;

    /** A month of long ago with two rows, and a row of today. */
    @BeforeEach
    void anOldMonth() {
        leaveNothing();
        Servers.postgres().executeAs("golden_owner", """
                create table audit.audit_log_202401 partition of audit.audit_log
                for values from ('2024-01-01T00:00:00Z') to ('2024-02-01T00:00:00Z')""");
        Servers.postgres().execute("""
                insert into audit.audit_log (id, user_id, role, action, resource_type, resource_id, details, service,
                  created_at, written_by)
                select gen_random_uuid(), 'alice', 'admin', 'dlq.resolve', 'dlq_message', '1', '{}', 'dlq-service',
                  timestamptz '2024-01-15T00:00:00Z' + i * interval '1 day', 'golden_dlq'
                from generate_series(1, 2) i""");
    }

    @AfterEach
    void leaveNothing() {
        Chain.reset();
        guard.forget();
        Servers.postgres().execute("drop table if exists audit.audit_log_202401");
    }

    @Test
    void wholeMonthsGoAndTheirSealsStay() {
        sealer.round();
        Chain.write(1);
        sealer.round();

        retention.round();

        assertThat(partition()).isZero();
        assertThat(Servers.postgres().number("select sum(row_count) from audit.audit_seals"))
                .isEqualTo(3);
        assertThat(verify().problems()).isEmpty();
        assertThat(Servers.postgres()
                        .number("select count(*) from audit.audit_log where action = 'audit.retention.drop'"))
                .isEqualTo(1);
        sealer.round();
        assertThat(verify().valid()).isTrue();
    }

    @Test
    void whatIsNotSealedStays() {
        Chain.write(1);

        assertThatThrownBy(retention::round).hasMessageContaining("not sealed");

        assertThat(partition()).isEqualTo(1);
        assertThat(Servers.postgres().number("select count(*) from audit.audit_drops"))
                .isZero();
    }

    /** The runtime role may drop what it records, old months only; the owner's own hand is found out. */
    @Test
    void nobodyElseDropsAMonth() {
        sealer.round();
        assertThatThrownBy(() ->
                        Servers.postgres().executeAs("golden_auth", "select audit.drop_partition('audit_log_202401')"))
                .hasMessageContaining("no record");
        assertThatThrownBy(() -> Servers.postgres()
                        .executeAs("golden_budget", "select audit.drop_partition('audit_log_202401')"))
                .hasMessageContaining("permission denied");
        var thisMonth = "audit_log_" + LocalDate.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("yyyyMM"));
        assertThatThrownBy(() -> Servers.postgres().executeAs("golden_auth", """
                        insert into audit.audit_drops (partition, from_at, until_at, dropped_at, kid, signature)
                        select partition, from_at, until_at, now(), 'x', '' from audit.expired_partitions('infinity')
                        where partition = '%1$s';
                        select audit.drop_partition('%1$s')""".formatted(thisMonth)))
                .hasMessageContaining("not 30 days old");

        Servers.postgres().executeAs("golden_owner", "drop table audit.audit_log_202401");

        assertThat(verify().problems())
                .extracting(Problem::kind)
                .containsOnly("row_deleted")
                .hasSize(2);

        Chain.force(
                "insert into audit.audit_drops values ('audit_log_202401', '2024-01-01Z', '2024-02-01Z', now(), 'x', '')");

        assertThat(verify().problems())
                .extracting(Problem::kind)
                .containsOnly("row_deleted", "drop_unsigned")
                .hasSize(3);
    }

    private Verification verify() {
        return verifier.verify(new Verifier.Question(Optional.empty(), Optional.empty(), Optional.empty()))
                .found();
    }

    private static long partition() {
        return Servers.postgres()
                .number(
                        "select count(*) from pg_class where relname = ?",
                        "audit_log_" + MONTH.format(DateTimeFormatter.ofPattern("yyyyMM")));
    }
}
