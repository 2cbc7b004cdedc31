package io.golden.sandbox.escape;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Brings back what a program left the way many judges did once: following links, waiting for pipes. */
final class CarelessReader {
    private static final Set<String> NAMES = Set.of("passwd", "report.txt", "climb.txt");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private CarelessReader() {}

    /** Runs the attempt in the folder as it is, and tells whether reading its files gives away or blocks anything. */
    static boolean isFooled(Attempt attempt, Path folder) throws Exception {
        var interpreter = switch (attempt.language()) {
            case PYTHON -> "/usr/bin/python3";
            case JAVASCRIPT -> "/usr/bin/node";
            case BASH -> "/bin/bash";
        };
        var process = new ProcessBuilder(
                        interpreter, attempt.file().toAbsolutePath().toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return isFooledBy(folder.resolve("artifacts"));
        } finally {
            process.destroyForcibly().waitFor();
            // A child that lives on loses its folder, and ends.
            Files.move(folder.resolve("artifacts"), folder.resolve("read"));
        }
    }

    private static boolean isFooledBy(Path artifacts) throws Exception {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            for (var file : files(artifacts)) {
                if (givesAwayOrBlocks(file)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<Path> files(Path folder) throws IOException {
        var found = new ArrayList<Path>();
        try (var files = Files.walk(folder, 2, FileVisitOption.FOLLOW_LINKS)) {
            files.filter(file -> NAMES.contains(file.getFileName().toString())).forEach(found::add);
        } catch (java.io.UncheckedIOException e) {
            // A folder that root keeps to itself, or a file that was swapped meanwhile.
        }
        return found;
    }

    private static boolean givesAwayOrBlocks(Path file) throws Exception {
        var reading = new FutureTask<>(() -> text(file));
        // Of its own: who opens a pipe that has no writer never comes back.
        Thread.ofPlatform().daemon().start(reading);
        try {
            return reading.get(3, TimeUnit.SECONDS).contains("root:");
        } catch (TimeoutException e) {
            return true;
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}
