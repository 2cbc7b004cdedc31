package io.golden.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A clock of its own for the suite, moved while everything runs: PostgreSQL, Redis, the agents and all services are
 * started anew with {@code clock.c} preloaded. NATS asks the kernel past the C library and keeps the machine's time: to it
 * that is as if the clocks of all others had been moved. Needs gcc.
 */
final class MovableClock implements AutoCloseable {
    private static final String SANDBOX = "sandbox-executor";

    private final Path home = Path.of(Suite.env("GOLDEN_HOME"));
    private final Path offset = home.resolve("clock-offset");
    private final Path library = home.resolve("clock.so");
    private final Map<String, String> environment =
            Map.of("LD_PRELOAD", library.toString(), "CLOCK_OFFSET_FILE", offset.toString());
    private final List<Process> sandboxes = new ArrayList<>();

    MovableClock() throws IOException, InterruptedException {
        compile();
        moveTo(Duration.ZERO);
        for (var component : List.of("agents", "redis", "postgres")) {
            Suite.killComponent(component);
        }
        for (var service : Suite.SERVICES) {
            Suite.kill(service);
        }
        Suite.golden(environment, "up");
        startSandboxesAnew();
    }

    /** What {@code ./golden up} needs, so that what it starts has this clock too. */
    Map<String, String> environment() {
        return environment;
    }

    /** Where the clock stands from now on, beside the machine's own. */
    void moveTo(Duration distance) throws IOException {
        // Written in place: the file is mapped by all.
        try (var file = Files.newByteChannel(offset, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.allocate(Long.BYTES)
                    .order(ByteOrder.nativeOrder())
                    .putLong(0, distance.toNanos()));
        }
    }

    /** The machine's time again; what still has the moved clock sees no difference. */
    @Override
    public void close() throws IOException, InterruptedException {
        moveTo(Duration.ZERO);
        for (var sandbox : sandboxes) {
            sandbox.destroyForcibly().waitFor();
        }
        Suite.golden("up");
    }

    private void compile() throws IOException, InterruptedException {
        var source = Path.of("src/test/resources/clock.c").toAbsolutePath();
        var gcc = new ProcessBuilder("gcc", "-O2", "-Wall", "-Werror", "-shared", "-fPIC", "-o", library.toString())
                .inheritIO();
        gcc.command().add(source.toString());
        assertThat(gcc.start().waitFor()).as("gcc %s", source).isZero();
    }

    /** {@code up} hands its own environment to all but the sandbox. */
    private void startSandboxesAnew() throws IOException, InterruptedException {
        for (int replica = 1; replica <= Suite.replicas(); replica++) {
            var start = Suite.commandOf(SANDBOX + "-" + replica);
            Suite.killComponent(SANDBOX + "-" + replica);
            start.environment().putAll(environment);
            sandboxes.add(start.start());
        }
    }
}
