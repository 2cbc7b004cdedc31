package io.golden.sandbox.isolation;

import io.golden.sandbox.box.Box;
import io.golden.sandbox.box.BoxFailedException;
import io.golden.sandbox.box.BoxRequest;
import io.golden.sandbox.box.BoxResult;
import io.golden.sandbox.box.BoxStatus;
import io.golden.sandbox.box.Host;
import io.golden.sandbox.box.Limits;
import io.golden.sandbox.language.Language;
import io.golden.sandbox.language.Runtime;
import io.golden.sandbox.language.Runtimes;
import io.golden.sandbox.memory.MemoryLimiter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Runs programs that try to break out of a box, each layer by itself, and says what became of each attempt. */
public final class SelfTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    /** No process needs more than one may have: only all of them together do, and they stay until that is seen. */
    private static final String HOG = """
            import os, time
            for _ in range(4):
                if os.fork() == 0:
                    x = b'x' * (20 << 20)
                    time.sleep(5)
                    os._exit(0)
            for _ in range(4): os.wait()
            """;

    private static final String CHATTERBOX = "while True: print('x' * 1000)";
    private static final String SLEEPER = "import time; time.sleep(20)";

    private final Host host;
    private final Runtime python;
    private final MemoryLimiter limiter;

    public SelfTest(Host host, Runtimes runtimes, MemoryLimiter limiter) {
        this.host = host;
        this.python = runtimes.of(Language.PYTHON).orElseThrow();
        this.limiter = limiter;
    }

    /** Takes about a second and a half. To be run by one thread at a time, which lives on. */
    public List<Verdict> run() {
        try {
            var verdicts = new ArrayList<>(probes());
            verdicts.add(must(BoxStatus.MEMORY_LIMIT, "use more memory in many processes", HOG, TIMEOUT));
            verdicts.add(must(BoxStatus.OUTPUT_LIMIT, "write without an end", CHATTERBOX, TIMEOUT));
            verdicts.add(must(BoxStatus.TIMEOUT, "run on after the time is up", SLEEPER, Duration.ofMillis(500)));
            return List.copyOf(verdicts);
        } catch (BoxFailedException e) {
            var why =
                    Stream.concat(Stream.of(e.getMessage()), KernelSettings.complaints(Path.of("/proc/sys")).stream());
            return List.of(new Verdict(Layer.NAMESPACES, "make a box", false, String.join("; ", why.toList())));
        }
    }

    private List<Verdict> probes() {
        var limits = Limits.of(TIMEOUT, Limits.DEFAULT_MEMORY_MB, Limits.DEFAULT_PROCESSES, 1 << 20);
        var result = run(script(), limits);
        var verdicts = new ArrayList<>(
                fields(result.stdout(), 4).map(SelfTest::verdict).toList());
        if (result.status() != BoxStatus.OK || verdicts.size() < Layer.values().length) {
            var seen = "%s: %s".formatted(result.status(), new String(result.stderr(), StandardCharsets.UTF_8));
            var underWay = fields(result.stderr(), 2).reduce((_, last) -> last);
            verdicts.add(underWay.map(attempt ->
                            new Verdict(layer(attempt[0]), attempt[1], false, "ended the probes: " + result.status()))
                    .orElseGet(() -> new Verdict(Layer.NAMESPACES, "run the probes", false, seen)));
        }
        return List.copyOf(verdicts);
    }

    /** The lines that have so many fields; others come from runtimes that complain. */
    private static Stream<String[]> fields(byte[] output, int count) {
        return new String(output, StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.split("\t", -1))
                .filter(fields -> fields.length == count);
    }

    private Verdict must(BoxStatus expected, String attempt, String code, Duration timeout) {
        var result = run(code, Limits.of(timeout, 64, Limits.DEFAULT_PROCESSES, 10_000));
        return new Verdict(
                Layer.LIMITS,
                attempt,
                result.status() == expected,
                result.status().name().toLowerCase(java.util.Locale.ROOT));
    }

    private BoxResult run(String code, Limits limits) {
        var request = new BoxRequest(python, code.getBytes(StandardCharsets.UTF_8), List.of(), service(), limits);
        return Box.run(host, request, limiter, () -> false);
    }

    /** What the probes compare themselves with: the service's number on the first line, then its namespaces. */
    private static byte[] service() {
        var lines = new StringBuilder().append(ProcessHandle.current().pid());
        try (var namespaces = Files.newDirectoryStream(Path.of("/proc/self/ns"))) {
            for (var namespace : namespaces) {
                lines.append('\n').append(Files.readSymbolicLink(namespace));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Verdict verdict(String[] fields) {
        return new Verdict(layer(fields[0]), fields[1], fields[2].equals("held"), fields[3]);
    }

    private static Layer layer(String name) {
        return Arrays.stream(Layer.values())
                .filter(candidate -> candidate.wireName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String script() {
        try (var script = Objects.requireNonNull(SelfTest.class.getResourceAsStream("probes.py"))) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
