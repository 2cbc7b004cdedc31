package io.golden.sandbox.isolation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** {@code SANDBOX_BUBBLEWRAP}, {@code SANDBOX_PYTHON}, {@code SANDBOX_NODE}, {@code SANDBOX_BASH}, and how often to test. */
@ConfigMapping(prefix = "sandbox")
interface MachineConfig {
    @WithDefault("/usr/bin/bwrap")
    Path bubblewrap();

    @WithDefault("/usr/bin/python3")
    Path python();

    @WithDefault("/usr/bin/node")
    Path node();

    @WithDefault("/usr/bin/bash")
    Path bash();

    /** The first of the users, one for each slot, as whom a service that runs as root starts its boxes; no account's. */
    @WithDefault("64600")
    int unprivilegedUid();

    @WithDefault("5m")
    Duration selfTestInterval();
}
