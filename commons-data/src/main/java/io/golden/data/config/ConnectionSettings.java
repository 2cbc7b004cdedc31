package io.golden.data.config;

import io.golden.commons.configuration.InvalidConfiguration;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The connection URLs as Quarkus's own settings, under the names of environment variables. */
final class ConnectionSettings {
    static final String REDIS_FORM = "redis://user:password@host:port/db (or rediss://…)";
    static final String NATS_FORM = "nats://user:password@host:port, several separated by commas";

    private ConnectionSettings() {}

    /** Fails with {@link InvalidConfiguration} on the first value that is missing or malformed. */
    static Map<String, String> of(Function<String, Optional<String>> config) {
        var settings = new HashMap<String, String>();
        database(config, settings);
        redis(config, settings);
        for (var url : required(config, "nats.url", "NATS_URL", NATS_FORM).split(",", -1)) {
            uri("NATS_URL", url.strip(), Set.of("nats", "tls"), NATS_FORM);
        }
        // These values are read as expressions: a dollar sign stands for itself only when doubled.
        settings.replaceAll((_, value) -> value.replace("$", "$$"));
        return settings;
    }

    private static void database(Function<String, Optional<String>> config, Map<String, String> settings) {
        var runtime =
                DatabaseUrl.parse("DATABASE_URL", required(config, "database.url", "DATABASE_URL", DatabaseUrl.FORM));
        var owner = config.apply("database.migration-url")
                .map(text -> DatabaseUrl.parse("DATABASE_MIGRATION_URL", text))
                .orElse(runtime);
        settings.put("QUARKUS_DATASOURCE_REACTIVE_URL", runtime.reactive());
        settings.put("QUARKUS_DATASOURCE_JDBC_URL", runtime.jdbc());
        settings.put("QUARKUS_DATASOURCE_USERNAME", runtime.user());
        settings.put("QUARKUS_DATASOURCE_PASSWORD", runtime.password());
        runtime.sslMode().ifPresent(mode -> {
            settings.put("QUARKUS_DATASOURCE_REACTIVE_POSTGRESQL_SSL_MODE", mode);
            settings.put("QUARKUS_DATASOURCE_REACTIVE_TRUST_ALL", Boolean.toString(!mode.startsWith("verify")));
            settings.put(
                    "QUARKUS_DATASOURCE_REACTIVE_HOSTNAME_VERIFICATION_ALGORITHM",
                    mode.equals("verify-full") ? "HTTPS" : "NONE");
        });
        runtime.sslRootCert().ifPresent(path -> {
            settings.put("QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM", "true");
            settings.put("QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM_CERTS", path);
        });
        settings.put("QUARKUS_FLYWAY_JDBC_URL", owner.jdbc());
        settings.put("QUARKUS_FLYWAY_USERNAME", owner.user());
        settings.put("QUARKUS_FLYWAY_PASSWORD", owner.password());
        config.apply("quarkus.application.name").map(ServiceSchema::of).ifPresent(schema -> {
            settings.put("QUARKUS_FLYWAY_DEFAULT_SCHEMA", schema);
            settings.put("QUARKUS_FLYWAY_SCHEMAS", schema);
        });
    }

    private static void redis(Function<String, Optional<String>> config, Map<String, String> settings) {
        var url = required(config, "redis.url", "REDIS_URL", REDIS_FORM);
        var database = config.apply("redis.db").orElse("");
        settings.put("QUARKUS_REDIS_HOSTS", redis("REDIS_URL", url, database));
        var limits = config.apply("rate-limit.storage-uri").orElse(url);
        settings.put("QUARKUS_REDIS_LIMITS_HOSTS", redis("RATE_LIMIT_STORAGE_URI", limits, database));
    }

    private static String redis(String variable, String url, String database) {
        var uri = uri(variable, url, Set.of("redis", "rediss"), REDIS_FORM);
        var hasDatabase = uri.getPath() != null && uri.getPath().length() > 1;
        if (database.isBlank() || hasDatabase) {
            return url;
        }
        if (!database.matches("\\d{1,3}")) {
            throw new InvalidConfiguration("REDIS_DB", "a number such as 0");
        }
        return (url.endsWith("/") ? url : url + "/") + database;
    }

    private static URI uri(String variable, String text, Set<String> schemes, String form) {
        try {
            var uri = new URI(text);
            if (uri.getScheme() != null && schemes.contains(uri.getScheme()) && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Told below, without the value.
        }
        throw new InvalidConfiguration(variable, "of the form " + form);
    }

    private static String required(
            Function<String, Optional<String>> config, String property, String variable, String form) {
        return config.apply(property)
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> new InvalidConfiguration(variable, "set, to " + form));
    }
}
