package io.golden.sandbox.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The locks on ranges of files that a box holds. Each takes 192 bytes of the kernel's, a file can have any number of them,
 * and neither control groups nor resource limits count them; {@code /proc/locks} alone tells.
 */
public final class FileLocks {
    /** Databases hold a handful for each connection. */
    private static final int MOST = 4_000;
    /** More boxes than have the most each: were more lines there, a box that has too many is among them nevertheless. */
    private static final int MOST_LINES = 50_000;

    private static final Path ALL = Path.of("/proc/locks");
    /** As in {@code 7: POSIX  ADVISORY  WRITE 29727 fe:00:2154519 0 EOF}; who waits for one has an arrow before it. */
    private static final Pattern LOCK = Pattern.compile("POSIX +\\S+ +\\S+ +([0-9]{1,9}) ");

    private FileLocks() {}

    /** Whether the processes of the box with this first process hold more than any program needs. */
    public static boolean tooMany(int firstProcess) {
        var owners = owners();
        if (owners.size() <= MOST) {
            return false;
        }
        var box = new HashSet<>(ProcessTree.of(firstProcess));
        return owners.stream().filter(box::contains).count() > MOST;
    }

    /** One for each lock; locks on whole files, of which an open file has one, are left out. */
    private static List<Integer> owners() {
        try (var lines = Files.lines(ALL, StandardCharsets.US_ASCII)) {
            return lines.limit(MOST_LINES)
                    .map(LOCK::matcher)
                    .filter(Matcher::find)
                    .map(lock -> Integer.valueOf(lock.group(1)))
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            // A kernel that does not tell: nothing can be counted.
            return List.of();
        }
    }
}
