package io.golden.sandbox.memory;

import java.util.List;
import java.util.Optional;

/** The file names of the two generations of control groups. */
enum Version {
    /** Its peak can be set back. */
    V1(
            "cgroup v1",
            "memory.limit_in_bytes",
            "memory.oom_control",
            "memory.max_usage_in_bytes",
            List.of("memory.max_usage_in_bytes"),
            Optional.of("tasks")),
    /** Its peak cannot be set back on most kernels: what is in use now is looked at instead. */
    V2("cgroup v2", "memory.max", "memory.events", "memory.current", List.of(), Optional.empty());

    private final String label;
    private final String limit;
    private final String events;
    private final String usage;
    private final List<String> zeroedBefore;
    private final Optional<String> threads;

    Version(
            String label,
            String limit,
            String events,
            String usage,
            List<String> zeroedBefore,
            Optional<String> threads) {
        this.label = label;
        this.limit = limit;
        this.events = events;
        this.usage = usage;
        this.zeroedBefore = zeroedBefore;
        this.threads = threads;
    }

    String label() {
        return label;
    }

    String limit() {
        return limit;
    }

    String events() {
        return events;
    }

    String usage() {
        return usage;
    }

    List<String> zeroedBefore() {
        return zeroedBefore;
    }

    /** Takes single threads of a process; empty where the memory controller takes whole processes only. */
    Optional<String> threads() {
        return threads;
    }
}
