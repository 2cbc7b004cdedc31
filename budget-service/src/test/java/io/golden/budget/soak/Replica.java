package io.golden.budget.soak;

import io.golden.test.Eventually;
import io.golden.test.ServerProcess;
import io.golden.test.Servers;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/** The packaged service as a process of its own. */
final class Replica {
    private static final Path APP = Path.of(System.getProperty("golden.budget.soak.app", "target/quarkus-app"))
            .toAbsolutePath();
    static final Path JAR = APP.resolve("quarkus-run.jar");
    private static final Duration START = Duration.ofSeconds(90);

    private final ServerProcess process;
    private final URI health;

    Replica(String name) {
        int port = ServerProcess.freePort();
        int management = ServerProcess.freePort();
        health = URI.create("http://127.0.0.1:" + management + "/health/ready");
        process = new ServerProcess(
                Stream.of(
                                // A cache is believed only where the jars have the names they had when it was recorded.
                                Stream.of("/usr/bin/env", "-C", APP.toString(), java(), "-XX:+UseSerialGC", "-Xmx256m"),
                                trained(),
                                Stream.of("-jar", JAR.getFileName().toString()))
                        .flatMap(arguments -> arguments)
                        .toList(),
                Map.ofEntries(
                        Map.entry("HOST", "127.0.0.1"),
                        Map.entry("PORT", Integer.toString(port)),
                        Map.entry("MANAGEMENT_PORT", Integer.toString(management)),
                        Map.entry("INSTANCE_ID", name),
                        Map.entry("GOLDEN_ENV", "development"),
                        Map.entry("LOG_LEVEL", "warn"),
                        Map.entry("AUTH_SERVICE_URL", Servers.auth().url()),
                        Map.entry("DATABASE_URL", Servers.postgres().url("golden_budget")),
                        Map.entry("DATABASE_MIGRATION_URL", Servers.postgres().url("golden_owner")),
                        Map.entry("REDIS_URL", Servers.redis().url()),
                        Map.entry("NATS_URL", Servers.nats().url("budget-service")),
                        Map.entry("SERVICE_CLIENT_ID", "budget-service"),
                        Map.entry("SERVICE_CLIENT_SECRET", "test-password"),
                        Map.entry("BUDGET_SWEEP_EVERY", "1s")),
                Path.of("target", name + ".log").toAbsolutePath(),
                port);
    }

    private static String java() {
        return ProcessHandle.current().info().command().orElse("java");
    }

    /** Where {@code ./golden up} has recorded a cache beside the jars, a killed replica is back in a tenth of the time. */
    private static Stream<String> trained() {
        var cache = APP.resolve("app.aot");
        var manager = "-Djava.util.logging.manager=org.jboss.logmanager.LogManager";
        return Files.exists(cache)
                ? Stream.of(manager, "-XX:TieredStopAtLevel=1", "-XX:AOTCache=app.aot")
                : Stream.of(manager);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + process.port());
    }

    void start() {
        process.start();
        awaitReady();
    }

    private void awaitReady() {
        Eventually.eventually(START, () -> {
            var connection = (java.net.HttpURLConnection) health.toURL().openConnection();
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(2_000);
            if (connection.getResponseCode() != 200) {
                throw new AssertionError("not ready");
            }
        });
    }

    void kill() {
        process.kill();
    }

    void stop() {
        process.stop();
    }
}
