package io.golden.data.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionSettingsTest {
    private final Map<String, String> environment = new HashMap<>(Map.of(
            "database.url", "postgresql://golden_budget:secret@db.example:5433/golden_arch?sslmode=require",
            "redis.url", "redis://cache.example:6379",
            "nats.url", "nats://budget-service:secret@one.example:4222, nats://two.example:4222",
            "quarkus.application.name", "peer-hub-service"));

    @Test
    void oneUrlFeedsPoolAndMigrations() {
        var settings = settings();

        assertThat(settings)
                .containsEntry("QUARKUS_DATASOURCE_REACTIVE_URL", "postgresql://db.example:5433/golden_arch")
                .containsEntry("QUARKUS_DATASOURCE_USERNAME", "golden_budget")
                .containsEntry("QUARKUS_DATASOURCE_PASSWORD", "secret")
                .containsEntry("QUARKUS_DATASOURCE_REACTIVE_POSTGRESQL_SSL_MODE", "require")
                .containsEntry(
                        "QUARKUS_FLYWAY_JDBC_URL",
                        "jdbc:postgresql://db.example:5433/golden_arch?ApplicationName=golden-flyway&sslmode=require")
                .containsEntry("QUARKUS_FLYWAY_USERNAME", "golden_budget")
                .containsEntry("QUARKUS_FLYWAY_DEFAULT_SCHEMA", "peer_hub");
    }

    @Test
    void migrationsMayHaveAnOwnerOfTheirOwn() {
        environment.put("database.migration-url", "postgres://golden_owner:owner@db.example/golden_arch");

        assertThat(settings())
                .containsEntry("QUARKUS_DATASOURCE_USERNAME", "golden_budget")
                .containsEntry("QUARKUS_FLYWAY_USERNAME", "golden_owner")
                .containsEntry("QUARKUS_FLYWAY_PASSWORD", "owner");
    }

    @ParameterizedTest
    @CsvSource({
        "p%40ss%2Fword, p@ss/word",
        "p@ss:word, p@ss:word",
        "a+b, a+b",
        "'', ''",
        "do$$lar${x}, do$$$$lar$${x}",
        "%C3%BC, ü"
    })
    void passwordsKeepTheirCharacters(String written, String expected) {
        environment.put("database.url", "postgresql://user:" + written + "@db.example/golden_arch");

        assertThat(settings()).containsEntry("QUARKUS_DATASOURCE_PASSWORD", expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://user:secret@db/golden",
                "postgresql://db/golden",
                "postgresql://user:secret@db",
                "postgresql://user:secret@db:port/golden",
                "postgresql://user:secret@db:99999/golden",
                "postgresql://user:secret@db/golden?sslmode=maybe",
                "postgresql://user:secret%zz@db/golden",
                "user:secret@db/golden"
            })
    void aMalformedUrlIsToldByItsNameAndNotByItsValue(String url) {
        environment.put("database.url", url);

        assertThatThrownBy(this::settings)
                .hasMessageStartingWith("DATABASE_URL must be ")
                .hasMessageContaining("postgresql://user:password@host:port/database")
                .message()
                .doesNotContain("secret")
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource({"database.url, DATABASE_URL", "redis.url, REDIS_URL", "nats.url, NATS_URL"})
    void aMissingUrlIsToldByItsName(String property, String variable) {
        environment.remove(property);

        assertThatThrownBy(this::settings).hasMessageStartingWith(variable + " must be set, to ");
    }

    @ParameterizedTest
    @CsvSource({
        "redis.url, http://cache.example, REDIS_URL",
        "rate-limit.storage-uri, memory://, RATE_LIMIT_STORAGE_URI",
        "nats.url, 'nats://one.example:4222,two.example', NATS_URL",
        "redis.db, one, REDIS_DB",
        "database.migration-url, nonsense, DATABASE_MIGRATION_URL"
    })
    void theOtherUrlsAreCheckedToo(String property, String value, String variable) {
        environment.put(property, value);

        assertThatThrownBy(this::settings).hasMessageStartingWith(variable + " must be ");
    }

    @Test
    void aRedisDatabaseIsPartOfTheUrl() {
        environment.put("redis.db", "3");

        assertThat(settings())
                .containsEntry("QUARKUS_REDIS_HOSTS", "redis://cache.example:6379/3")
                .containsEntry("QUARKUS_REDIS_LIMITS_HOSTS", "redis://cache.example:6379/3");
    }

    @Test
    void certificatesAreVerifiedWhenThatIsAskedFor() {
        environment.put(
                "database.url", "postgresql://u:p@db.example/golden?sslmode=verify-full&sslrootcert=/etc/ca.pem");

        assertThat(settings())
                .containsEntry("QUARKUS_DATASOURCE_REACTIVE_TRUST_ALL", "false")
                .containsEntry("QUARKUS_DATASOURCE_REACTIVE_HOSTNAME_VERIFICATION_ALGORITHM", "HTTPS")
                .containsEntry("QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM_CERTS", "/etc/ca.pem");
    }

    private Map<String, String> settings() {
        return ConnectionSettings.of(name -> Optional.ofNullable(environment.get(name)));
    }
}
