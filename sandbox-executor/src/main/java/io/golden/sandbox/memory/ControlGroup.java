package io.golden.sandbox.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A control group with the memory controller, one for each slot, used for one box after the other. */
public final class ControlGroup implements MemoryLimiter {
    private final Path folder;
    private final Version version;

    ControlGroup(Path folder, Version version) {
        this.folder = folder;
        this.version = version;
    }

    @Override
    public List<String> launchPrefix() {
        return List.of(
                "/bin/sh",
                "-c",
                "echo 0 >\"$0\" || exit 125; exec \"$@\"",
                folder.resolve("cgroup.procs").toString());
    }

    @Override
    public Watch watch(long limitBytes) {
        version.zeroedBefore().forEach(file -> write(file, "0"));
        write(version.limit(), Long.toString(limitBytes));
        return new Counter(kills(), usageKb());
    }

    @Override
    public String name() {
        return version.label();
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long kills() {
        return read(version.events())
                .lines()
                .filter(line -> line.startsWith("oom_kill "))
                .mapToLong(line -> Long.parseLong(line.substring("oom_kill ".length())))
                .sum();
    }

    private long usageKb() {
        return Long.parseLong(read(version.usage())) / 1024;
    }

    private void write(String file, String value) {
        try {
            Files.writeString(folder.resolve(file), value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The kernel kills one process at the limit; whoever is left is killed with it when this sees it. */
    private final class Counter implements Watch {
        private final long killsBefore;
        /** Pages of the runtime's files that earlier boxes read are still charged to the group, and are nobody's now. */
        private final long usageBeforeKb;

        private long peakKb;

        Counter(long killsBefore, long usageBeforeKb) {
            this.killsBefore = killsBefore;
            this.usageBeforeKb = usageBeforeKb;
        }

        @Override
        public boolean exceeded(int firstProcess) {
            peakKb();
            return wasExceeded();
        }

        @Override
        public boolean wasExceeded() {
            return kills() > killsBefore;
        }

        @Override
        public long peakKb() {
            peakKb = Math.max(peakKb, usageKb() - usageBeforeKb);
            return peakKb;
        }
    }
}
