package io.golden.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A folder for the servers' data, removed when this JVM is gone, however it goes. */
final class Workspace {
    private static final String JANITOR = "read x; sleep 1; rm -rf \"$1\"";

    private final Path folder;
    private final Process janitor;

    private Workspace(Path folder, Process janitor) {
        this.folder = folder;
        this.janitor = janitor;
    }

    static Workspace create() {
        try {
            var folder = Files.createTempDirectory("golden-test-");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            var janitor = new ProcessBuilder("sh", "-c", JANITOR, "sh", folder.toString()).start();
            return new Workspace(folder, janitor);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path log(String server) {
        return folder.resolve(server + ".log");
    }

    void close() {
        try {
            janitor.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
