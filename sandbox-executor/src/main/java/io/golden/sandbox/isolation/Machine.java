package io.golden.sandbox.isolation;

import io.golden.sandbox.box.Host;
import io.golden.sandbox.language.Language;
import io.golden.sandbox.language.Runtimes;
import io.golden.sandbox.linux.Descriptors;
import io.golden.sandbox.linux.Processes;
import io.golden.sandbox.seccomp.SeccompFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Whether this machine has what boxes are made of. */
public sealed interface Machine {
    /** It has all of it. */
    record Able(Host host, Runtimes runtimes) implements Machine {}

    /** It lacks something; each line names the package or the kernel's setting that brings it. */
    record Unable(List<String> lacking) implements Machine {}

    /** Looks once, at start. */
    static Machine inspect(MachineConfig config) {
        var lacking = new ArrayList<String>();
        if (!Files.isExecutable(config.bubblewrap())) {
            lacking.add("%s is missing: install the package bubblewrap".formatted(config.bubblewrap()));
        }
        var root = isRoot();
        if (root && !Files.isExecutable(Host.PROGRAM_THAT_CHANGES_USER)) {
            lacking.add("%s is missing: install the package coreutils".formatted(Host.PROGRAM_THAT_CHANGES_USER));
        }
        var runtimes = Runtimes.discover(config.python(), config.node(), config.bash());
        if (runtimes.of(Language.PYTHON).isEmpty()) {
            lacking.add(
                    "%s is missing or does not run: install the package python3 (SANDBOX_PYTHON names it, an absolute path)"
                            .formatted(config.python()));
        }
        var descriptors = new Descriptors();
        try {
            var filter = SeccompFilter.compile(descriptors);
            if (lacking.isEmpty()) {
                var uid = root ? OptionalInt.of(config.unprivilegedUid()) : OptionalInt.empty();
                var host = new Host(descriptors, new Processes(descriptors), config.bubblewrap(), filter, uid);
                return new Able(host, runtimes);
            }
        } catch (SeccompFilter.MissingLibraryException e) {
            lacking.add(e.getMessage());
        }
        return new Unable(List.copyOf(lacking));
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException e) {
            return false;
        }
    }
}
