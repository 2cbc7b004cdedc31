package io.golden.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The suite under test, as its environment names it ({@code ./golden env}), and the command that looks after it. */
final class Suite {
    static final List<String> SERVICES = List.of(
            "auth-service",
            "budget-service",
            "dlq-service",
            "orchestrator-service",
            "peer-hub-service",
            "supervisor-service",
            "sandbox-executor");

    private Suite() {}

    static String env(String name) {
        return Optional.ofNullable(System.getenv(name))
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> new IllegalStateException(name + " is not set: eval \"$(./golden env)\" first"));
    }

    static String url() {
        return env("GOLDEN_URL");
    }

    static int replicas() {
        return Integer.parseInt(
                Optional.ofNullable(System.getenv("GOLDEN_REPLICAS")).orElse("1"));
    }

    /** Runs {@code ./golden …}; fails unless it ends with status 0 in time. */
    static void golden(String... arguments) throws IOException, InterruptedException {
        golden(Map.of(), arguments);
    }

    /** Runs {@code ./golden …}; what it starts inherits the environment as well. */
    static void golden(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        var command = new java.util.ArrayList<>(
                List.of(Path.of(System.getProperty("golden.root"), "golden").toString()));
        command.addAll(List.of(arguments));
        var log = Files.createTempFile("golden-e2e-", ".log");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        // These name the suite's own servers; `up` would take them for somebody else's.
        List.of("DATABASE_URL", "REDIS_URL", "NATS_URL").forEach(builder.environment()::remove);
        builder.environment().putAll(environment);
        var process = builder.start();
        if (!process.waitFor(180, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("./golden " + String.join(" ", arguments) + " took longer than 180 s");
        }
        var output = Files.readString(log);
        Files.delete(log);
        if (process.exitValue() != 0) {
            throw new IOException("./golden " + String.join(" ", arguments) + " failed:\n" + output);
        }
    }

    /** Kills every replica of a service with SIGKILL, as a crash would. */
    static void kill(String service) throws IOException, InterruptedException {
        for (int replica = 1; replica <= replicas(); replica++) {
            killComponent(service + "-" + replica);
        }
    }

    /** How a running component was started: its command, folder and environment, to start it once more otherwise. */
    static ProcessBuilder commandOf(String component) throws IOException {
        var process = Path.of("/proc", Long.toString(pidOf(component)));
        var start = new ProcessBuilder(words(process.resolve("cmdline")))
                .directory(process.resolve("cwd").toRealPath().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        start.environment().clear();
        for (var variable : words(process.resolve("environ"))) {
            var pair = variable.split("=", 2);
            start.environment().put(pair[0], pair[1]);
        }
        return start;
    }

    private static List<String> words(Path file) throws IOException {
        return List.of(Files.readString(file).split("\0"));
    }

    private static long pidOf(String component) throws IOException {
        var file = Path.of(env("GOLDEN_HOME"), "run", component + ".pid");
        return Long.parseLong(Files.readString(file).split(" ", 2)[0]);
    }

    /** Kills one component, such as {@code agents} or {@code budget-service-2}. */
    static void killComponent(String component) throws IOException, InterruptedException {
        var process = ProcessHandle.of(pidOf(component))
                .orElseThrow(() -> new IllegalStateException(component + " does not run, so it cannot be killed"));
        process.destroyForcibly();
        var deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (process.isAlive()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(component + " survived SIGKILL");
            }
            Thread.sleep(10);
        }
    }
}
