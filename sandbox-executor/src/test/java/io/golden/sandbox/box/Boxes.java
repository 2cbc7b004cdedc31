package io.golden.sandbox.box;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.sandbox.language.Language;
import io.golden.sandbox.language.Runtimes;
import io.golden.sandbox.linux.Descriptors;
import io.golden.sandbox.linux.Processes;
import io.golden.sandbox.memory.MemoryLimiter;
import io.golden.sandbox.memory.ResidentMemory;
import io.golden.sandbox.seccomp.SeccompFilter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Real boxes for tests, started from threads that stay alive. */
public final class Boxes {
    public static final Runtimes RUNTIMES =
            Runtimes.discover(Path.of("/usr/bin/python3"), Path.of("/usr/bin/node"), Path.of("/bin/bash"));
    static final Descriptors DESCRIPTORS = new Descriptors();
    public static final Host HOST = new Host(
            DESCRIPTORS,
            new Processes(DESCRIPTORS),
            Path.of("/usr/bin/bwrap"),
            SeccompFilter.compile(DESCRIPTORS),
            root() ? OptionalInt.of(64_600) : OptionalInt.empty());
    private static final ExecutorService THREADS =
            Executors.newFixedThreadPool(2, Thread.ofPlatform().daemon().factory());

    /** Whether runtimes are started before their programs are known, where they can be. */
    static volatile boolean startedAhead;

    private Boxes() {}

    public static boolean root() {
        return ProcessHandle.current().info().user().orElse("").equals("root");
    }

    public static BoxResult python(String code) {
        return run(request(Language.PYTHON, code));
    }

    static BoxResult python(String code, Limits limits) {
        return run(request(Language.PYTHON, code, List.of(), limits));
    }

    public static BoxRequest request(Language language, String code) {
        return request(language, code, List.of(), limits(Duration.ofSeconds(60)));
    }

    static Limits limits(Duration timeout) {
        return Limits.of(timeout, Limits.DEFAULT_MEMORY_MB, Limits.DEFAULT_PROCESSES, Limits.DEFAULT_OUTPUT_BYTES);
    }

    static BoxRequest request(Language language, String code, List<BoxFile> files, Limits limits) {
        return new BoxRequest(
                RUNTIMES.of(language).orElseThrow(),
                code.getBytes(StandardCharsets.UTF_8),
                files,
                new byte[0],
                limits.withAddressSpaceOfAtLeast(language.leastAddressSpaceMb()));
    }

    static BoxResult run(BoxRequest request) {
        return run(request, new ResidentMemory());
    }

    static BoxResult run(BoxRequest request, MemoryLimiter limiter) {
        return start(request, limiter).resultNow(Duration.ofSeconds(180));
    }

    static Running start(BoxRequest request, MemoryLimiter limiter) {
        return start(HOST, request, limiter);
    }

    public static Running start(Host host, BoxRequest request, MemoryLimiter limiter) {
        return startedAhead && request.canBeStartedAhead()
                ? startAhead(host, request, limiter)
                : startAsUsual(host, request, limiter);
    }

    static Running startAsUsual(Host host, BoxRequest request, MemoryLimiter limiter) {
        return new Running(THREADS.submit(() -> Box.run(host, request, limiter, () -> false)));
    }

    /** In a box whose runtime has been started before. */
    public static Running startAhead(Host host, BoxRequest request, MemoryLimiter limiter) {
        return new Running(THREADS.submit(() -> {
            try (var box = Box.make(host, request.runtime(), limiter)) {
                box.startRuntime();
                assertThat(box.isFor(request)).isTrue();
                return box.run(request, limiter, () -> false);
            }
        }));
    }

    /** A box under way. */
    public record Running(Future<BoxResult> future) {
        BoxResult resultNow(Duration atMost) {
            try {
                return future.get(atMost.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
            } catch (java.util.concurrent.ExecutionException e) {
                throw new AssertionError(e.getCause());
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    public static String out(BoxResult result) {
        return new String(result.stdout(), StandardCharsets.UTF_8);
    }

    public static String err(BoxResult result) {
        return new String(result.stderr(), StandardCharsets.UTF_8);
    }
}
