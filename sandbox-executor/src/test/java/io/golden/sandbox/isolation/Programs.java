package io.golden.sandbox.isolation;

import java.nio.file.Path;
import java.time.Duration;

/** The programs a machine is said to have. */
record Programs(Path bubblewrap, Path python) implements MachineConfig {
    Programs(String bubblewrap, String python) {
        this(Path.of(bubblewrap), Path.of(python));
    }

    @Override
    public Path node() {
        return Path.of("/usr/bin/node");
    }

    @Override
    public Path bash() {
        return Path.of("/usr/bin/bash");
    }

    @Override
    public int unprivilegedUid() {
        return 64_600;
    }

    @Override
    public Duration selfTestInterval() {
        return Duration.ofMinutes(5);
    }
}
