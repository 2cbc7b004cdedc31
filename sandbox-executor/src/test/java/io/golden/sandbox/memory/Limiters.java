package io.golden.sandbox.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Limiters as tests need them. */
public final class Limiters {
    private Limiters() {}

    /** A control group whose files are ordinary ones: whatever is written to them, nobody is limited. */
    public static MemoryLimiter withoutEffect(Path folder) throws IOException {
        Files.writeString(folder.resolve(Version.V1.events()), "oom_kill 0\n");
        Files.writeString(folder.resolve(Version.V1.usage()), "0");
        Files.setPosixFilePermissions(folder, java.nio.file.attribute.PosixFilePermissions.fromString("rwxrwxrwx"));
        return new ControlGroup(folder, Version.V1);
    }
}
