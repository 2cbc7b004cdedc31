package io.golden.sandbox.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /** Private and shared memory of the process in KiB; pages of files, which the machine can drop, do not count. */
    public static long residentKb(int pid) {
        try {
            return Files.readString(Path.of("/proc/%d/status".formatted(pid)), StandardCharsets.ISO_8859_1)
                    .lines()
                    .filter(line -> line.startsWith("RssAnon:") || line.startsWith("RssShmem:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .sum();
        } catch (IOException e) {
            return 0;
        }
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
