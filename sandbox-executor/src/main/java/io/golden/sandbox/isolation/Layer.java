package io.golden.sandbox.isolation;

import java.util.Locale;

/** The layers of the isolation that must all be there. */
public enum Layer {
    NAMESPACES("user, pid, mount, network, ipc and uts namespaces; no capability, no new privileges"),
    FILESYSTEM("a read-only runtime, one 64 MiB file system to write to, nothing of the machine's"),
    SECCOMP("a list of the system calls that are allowed"),
    LIMITS("time, memory, processes, files, output"),
    ENVIRONMENT("no variables, no descriptor, no way to the service");

    private final String meaning;

    Layer(String meaning) {
        this.meaning = meaning;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String meaning() {
        return meaning;
    }
}
