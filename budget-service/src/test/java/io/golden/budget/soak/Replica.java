package io.golden.budget.soak;

import io.golden.test.Eventually;
import io.golden.test.ServerProcess;
import io.golden.test.Servers;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The packaged service as a process of its own. */
final class Replica {
    static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();
    private static final Duration START = Duration.ofSeconds(90);

    private final ServerProcess process;
    private final URI health;

    Replica(String name) {
        int port = ServerProcess.freePort();
        int management = ServerProcess.freePort();
        health = URI.create("http://127.0.0.1:" + management + "/health/ready");
        process = new ServerProcess(
                List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-jar",
                        JAR.toString()),
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
