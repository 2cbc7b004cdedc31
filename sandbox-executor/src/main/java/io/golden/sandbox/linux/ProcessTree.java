package io.golden.sandbox.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** What /proc says of a process and all that descend from it. A process that has gone meanwhile counts as nothing. */
public final class ProcessTree {
    /** Far above any limit that a box may have, so that a walk always ends. */
    private static final int MOST_PROCESSES = 4_096;

    private ProcessTree() {}

    static OptionalInt onlyChild(int pid) {
        var children = children(pid);
        return children.size() == 1 ? OptionalInt.of(children.getFirst()) : OptionalInt.empty();
    }

    /** The child of the process, if it has exactly one. */
    public static OptionalInt childOf(int pid) {
        return onlyChild(pid);
    }

    /** The process and its descendants. */
    public static List<Integer> of(int root) {
        var found = new ArrayList<Integer>();
        var open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty() && found.size() < MOST_PROCESSES) {
            int pid = open.removeFirst();
            found.add(pid);
            open.addAll(children(pid));
        }
        return found;
    }

    /** Private and shared memory of the process and its descendants in KiB. */
    public static long residentKbOf(int root) {
        return of(root).stream().mapToLong(ProcessTree::residentKb).sum();
    }

    /** Private and shared memory of the process in KiB; pages of files, which the machine can drop, do not count. */
    private static long residentKb(int pid) {
        try {
            var status = Files.readString(Path.of("/proc/" + pid + "/status"), StandardCharsets.ISO_8859_1);
            return kilobytes(status, "RssAnon:") + kilobytes(status, "RssShmem:");
        } catch (IOException e) {
            return 0;
        }
    }

    /**
     * What the processor did for it, and for those children it has waited for. The kernel tells it in hundredths of a
     * second, whatever it counts in.
     */
    public static Duration cpu(int pid) {
        try {
            var stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
            // The name before may hold anything. Of what follows, utime, stime, cutime and cstime.
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            var hundredths = Stream.of(fields).skip(11).limit(4).mapToLong(Long::parseLong);
            return Duration.ofMillis(10 * hundredths.sum());
        } catch (IOException e) {
            return Duration.ZERO;
        }
    }

    /** The number after that key; 0 for a process that has ended and only waits to be reaped. */
    private static long kilobytes(String status, String key) {
        var start = status.indexOf(key);
        return start < 0
                ? 0
                : Long.parseLong(status.substring(start + key.length(), status.indexOf(" kB", start))
                        .strip());
    }

    /** A process may have forked in any of its threads, so every one of them is asked. */
    private static List<Integer> children(int pid) {
        try (var threads = Files.list(Path.of("/proc/%d/task".formatted(pid)))) {
            return threads.flatMap(ProcessTree::childrenOfThread).toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            return List.of();
        }
    }

    private static Stream<Integer> childrenOfThread(Path thread) {
        try {
            var text = Files.readString(thread.resolve("children")).strip();
            return text.isEmpty() ? Stream.empty() : Stream.of(text.split(" ")).map(Integer::valueOf);
        } catch (IOException e) {
            return Stream.empty();
        }
    }
}
