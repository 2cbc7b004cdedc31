package io.golden.sandbox.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds what this machine offers to limit memory: a writable control group, or else the watcher. */
public final class MemoryLimiters {
    private static final String PREFIX = "golden-sandbox-";

    private final Path mounts;
    private final Path ownGroups;

    MemoryLimiters(Path mounts, Path ownGroups) {
        this.mounts = mounts;
        this.ownGroups = ownGroups;
    }

    public static MemoryLimiters ofThisMachine() {
        return new MemoryLimiters(Path.of("/sys/fs/cgroup"), Path.of("/proc/self/cgroup"));
    }

    /** A limiter for the thread of that number. */
    public MemoryLimiter forThread(int number) {
        return Stream.of(Version.V2, Version.V1)
                .flatMap(version -> create(version, number).stream())
                .findFirst()
                .orElseGet(ResidentMemory::new);
    }

    /** Removes groups whose service was killed before it could. */
    public void removeLeftovers() {
        for (var version : Version.values()) {
            own(version).ifPresent(MemoryLimiters::removeLeftovers);
        }
    }

    private Optional<MemoryLimiter> create(Version version, int number) {
        return own(version).flatMap(parent -> {
            var folder = parent.resolve(PREFIX + ProcessHandle.current().pid() + "-" + number);
            try {
                Files.createDirectories(folder);
                if (Files.isWritable(folder.resolve(version.limit()))) {
                    return Optional.of(new ControlGroup(folder, version));
                }
                Files.delete(folder);
                return Optional.empty();
            } catch (IOException e) {
                return Optional.empty();
            }
        });
    }

    /** The service's own group, inside which its boxes stay under the limits of the service itself. */
    private Optional<Path> own(Version version) {
        try {
            var lines = Files.readAllLines(ownGroups);
            return switch (version) {
                case V1 -> path(lines, ":memory:").map(path -> folder(mounts.resolve("memory"), path));
                case V2 ->
                    Files.exists(mounts.resolve("cgroup.controllers"))
                            ? path(lines, "0::").map(path -> folder(mounts, path))
                            : Optional.empty();
            };
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> path(List<String> lines, String mark) {
        return lines.stream()
                .filter(line -> line.contains(mark))
                .map(line -> line.substring(line.indexOf(mark) + mark.length()))
                .findFirst();
    }

    /** In a container the path may be the host's and not exist here; then the mount itself is the container's group. */
    private static Path folder(Path mount, String path) {
        var folder = mount.resolve(path.substring(1));
        return Files.isDirectory(folder) ? folder : mount;
    }

    private static void removeLeftovers(Path parent) {
        try (var groups = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (var group : groups) {
                var owner = group.getFileName().toString().split("-")[2];
                if (ProcessHandle.of(Long.parseLong(owner)).isEmpty()) {
                    Files.delete(group);
                }
            }
        } catch (IOException | NumberFormatException e) {
            // Somebody else's, or still in use: it costs nothing to leave it.
        }
    }
}
