package io.golden.test;

import io.golden.test.events.PublishedMessages;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/**
 * Real servers for the tests of one module. On one test class of the module:
 *
 * <pre>{@code @WithTestResource(value = Servers.class, scope = TestResourceScope.GLOBAL,
 *     initArgs = @ResourceArg(name = "service", value = "budget"))}</pre>
 *
 * starts PostgreSQL, Redis and NATS and configures the service under test as that service: its role, schema and NATS
 * user. What the service publishes is compared with {@code docs/events/}, unless an argument {@code messages} is
 * {@code any}. Without {@code service} only the public keys are served, for a module that has no database. Tests reach the
 * servers through the static methods.
 */
public final class Servers implements QuarkusTestResourceLifecycleManager {
    private static final Map<String, Object> RUNNING = new HashMap<>();

    private String service = "";
    private boolean publishesOnlyEvents = true;
    private Workspace workspace;

    @Override
    public void init(Map<String, String> initArgs) {
        service = initArgs.getOrDefault("service", "");
        publishesOnlyEvents = !"any".equals(initArgs.get("messages"));
    }

    @Override
    public Map<String, String> start() {
        var auth = TestAuth.start();
        RUNNING.put("auth", auth);
        var config = new HashMap<String, String>();
        config.put("auth.service.url", auth.url());
        config.put("auth-service.url", auth.url());
        if (!service.isEmpty()) {
            startServers(config);
        }
        return config;
    }

    private void startServers(Map<String, String> config) {
        workspace = Workspace.create();
        var postgres = Postgres.start(workspace);
        var redis = Redis.start(workspace);
        var nats = Nats.start(workspace);
        RUNNING.putAll(Map.of("postgres", postgres, "redis", redis, "nats", nats));
        if (publishesOnlyEvents) {
            System.setProperty(PublishedMessages.PLACE, postgres.jdbcUrl() + " " + service.replace('-', '_'));
        }
        var account = service.replace('_', '-') + "-service";
        config.put("database.url", postgres.url("golden_" + service.replace('-', '_')));
        config.put("database.migration-url", postgres.url("golden_owner"));
        config.put("redis.url", redis.url());
        config.put("nats.url", nats.url(account));
        config.put("service.client-id", account);
        config.put("service.client-secret", "test-password");
    }

    @Override
    public void stop() {
        RUNNING.values().forEach(server -> {
            switch (server) {
                case Postgres postgres -> postgres.server().stop();
                case Redis redis -> redis.server().stop();
                case Nats nats -> nats.server().stop();
                case TestAuth auth -> auth.stop();
                default -> throw new IllegalStateException("unknown server " + server);
            }
        });
        RUNNING.clear();
        if (workspace != null) {
            workspace.close();
        }
    }

    /** The PostgreSQL under test. */
    public static Postgres postgres() {
        return running("postgres", Postgres.class);
    }

    /** The Redis under test. */
    public static Redis redis() {
        return running("redis", Redis.class);
    }

    /** The NATS under test. */
    public static Nats nats() {
        return running("nats", Nats.class);
    }

    /** The stand-in for auth-service: the public keys of {@link Tokens}, and tokens for service accounts. */
    public static TestAuth auth() {
        return running("auth", TestAuth.class);
    }

    private static <T> T running(String name, Class<T> type) {
        var server = RUNNING.get(name);
        if (server == null) {
            throw new IllegalStateException(
                    name + " is not running: put @WithTestResource(Servers.class …) with a service on one test class");
        }
        return type.cast(server);
    }
}
