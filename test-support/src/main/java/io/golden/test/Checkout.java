package io.golden.test;

import java.nio.file.Files;
import java.nio.file.Path;

/** Files of the checkout that the tests run in. */
public final class Checkout {
    private Checkout() {}

    /** A file by its path from the root of the checkout, such as {@code docs/errors.md}; it need not exist. */
    public static Path file(String path) {
        return root().resolve(path);
    }

    private static Path root() {
        var folder = Path.of(System.getProperty("golden.root", "")).toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("deploy/nats/nats.conf"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("no checkout of Golden above the working directory");
        }
        return folder;
    }
}
