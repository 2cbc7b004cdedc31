package io.golden.data.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.golden.test.Servers;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class MigrationsTest {
    @Test
    void replicasOfAllServicesMayStartAtOnce() throws Exception {
        long scripts;
        try (var files = Files.list(Path.of("src/main/resources/db/plumbing"))) {
            scripts = files.filter(file -> file.getFileName().toString().startsWith("V"))
                    .count();
        }
        // given a database in which nobody has made the common audit table yet
        Servers.postgres().execute("drop schema dlq, supervisor, peer_hub cascade");
        List.of("dlq", "supervisor", "peer_hub")
                .forEach(schema -> Servers.postgres()
                        .execute("create schema %s authorization golden_owner; grant usage on schema %s to golden_%s"
                                .formatted(schema, schema, schema)));

        // when two replicas of each of three services migrate at the same time
        var migrated = new ArrayList<Future<MigrateResult>>();
        try (var replicas = Executors.newFixedThreadPool(6)) {
            for (var schema : List.of("dlq", "supervisor", "peer_hub", "dlq", "supervisor", "peer_hub")) {
                migrated.add(replicas.submit(() -> migrate(schema)));
            }
        }

        // then each script ran once
        for (var result : migrated) {
            assertThat(result.get().success).isTrue();
        }
        assertThat(Servers.postgres().query("""
                                select service, count(*) as scripts from schema_migrations
                                where service in ('dlq', 'supervisor', 'peer_hub') and version like '000.%' and success
                                group by service
                                """))
                .hasSize(3)
                .allSatisfy(row -> assertThat(row).containsEntry("scripts", scripts));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table mine (id int)",
                "drop table outbox",
                "alter table inbox add column x int",
                "delete from flyway_schema_history",
                "create schema mine",
                "select * from budget.outbox",
                "create table public.mine (id int)"
            })
    void theRuntimeRoleHasNoDdlAndSeesNothingElse(String sql) {
        assertThatThrownBy(() -> Servers.postgres().executeAs("golden_orchestrator", sql))
                .hasMessageMatching("(?s).*(permission denied|must be owner|does not exist).*");
    }

    @Test
    void anOnCallEngineerFindsTablesUnqualified() {
        Servers.postgres().executeAs("golden_owner", "select * from deed, audit_log, schema_migrations limit 1");
    }

    private static MigrateResult migrate(String schema) {
        var owner = URI.create(Servers.postgres().url("golden_owner"));
        return Flyway.configure()
                .dataSource(
                        "jdbc:postgresql://%s:%d%s".formatted(owner.getHost(), owner.getPort(), owner.getPath()),
                        "golden_owner",
                        "test-password")
                .defaultSchema(schema)
                .schemas(schema)
                .createSchemas(false)
                .locations("classpath:db/plumbing")
                .load()
                .migrate();
    }
}
