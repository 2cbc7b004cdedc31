package io.golden.sandbox.language;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Copies of the tools a script may expect, in one folder that a box binds as its {@code /usr/bin}: a mount for each tool
 * would cost a box twenty milliseconds. It is made at start, locked while its service lives, and gone with it; the folder
 * of a service that was killed goes when the next one starts.
 */
final class ToolFolder {
    private static final String PREFIX = "golden-sandbox-tools-";
    private static final String LOCK = "lock";
    private static final String PROGRAMS = "bin";
    /** A number alone comes back: in a container every service is process 1. */
    private static final String OF_THIS_PROCESS =
            PREFIX + ProcessHandle.current().pid() + "-"
                    + ProcessHandle.current()
                            .info()
                            .startInstant()
                            .map(Instant::toEpochMilli)
                            .orElse(0L) + "-";

    private final Path folder;
    /** Never given back here: the kernel does when the process ends, however it ends. */
    private final FileLock lock;

    private ToolFolder(Path folder, FileLock lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Copies each program under its name; empty where nothing can be written, or what is written cannot be run.
     *
     * @param parent the folder for temporary files
     * @param programs by name; one named {@code true} is tried
     */
    static Optional<ToolFolder> create(Path parent, Map<String, Path> programs) {
        removeLeftovers(parent);
        try {
            var folder = Files.createTempDirectory(parent, OF_THIS_PROCESS);
            var lock = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)
                    .lock();
            var bin = Files.createDirectory(folder.resolve(PROGRAMS));
            for (var program : programs.entrySet()) {
                var copy = Files.copy(program.getValue().toRealPath(), bin.resolve(program.getKey()));
                Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("r-xr-xr-x"));
            }
            for (var each : List.of(bin, folder)) {
                Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
            deleteAtTheEnd(folder);
            return runs(bin.resolve("true")) ? Optional.of(new ToolFolder(folder, lock)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** What a box binds. */
    Path programs() {
        return folder.resolve(PROGRAMS);
    }

    /** Machines clean their temporary files of what nobody touched for days. */
    void touch() {
        if (!lock.isValid()) {
            throw new IllegalStateException("the lock of " + folder + " was given back");
        }
        try {
            var now = FileTime.from(Clock.systemUTC().instant());
            for (var path : everything(folder)) {
                Files.setLastModifiedTime(path, now);
            }
        } catch (IOException | UncheckedIOException e) {
            // Whoever took it away took it away: boxes are then made of single mounts.
        }
    }

    private static boolean runs(Path program) throws IOException {
        try {
            return new ProcessBuilder(program.toString()).start().waitFor() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void deleteAtTheEnd(Path folder) throws IOException {
        // What was named last is deleted first.
        everything(folder).forEach(path -> path.toFile().deleteOnExit());
    }

    /** A folder before what stands in it. */
    private static List<Path> everything(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.toList();
        }
    }

    private static void removeLeftovers(Path parent) {
        var found = new ArrayList<Path>();
        try (var folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
            folders.forEach(found::add);
        } catch (IOException e) {
            return;
        }
        found.stream()
                .filter(folder -> !folder.getFileName().toString().startsWith(OF_THIS_PROCESS))
                .forEach(ToolFolder::removeIfNobodyHasIt);
    }

    private static void removeIfNobodyHasIt(Path folder) {
        try (var lock = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE)) {
            if (lock.tryLock() != null) {
                for (var path : everything(folder).stream()
                        .sorted(Comparator.reverseOrder())
                        .toList()) {
                    Files.delete(path);
                }
            }
        } catch (IOException | UncheckedIOException | OverlappingFileLockException e) {
            // Another user's, or another thread is removing it.
        }
    }
}
