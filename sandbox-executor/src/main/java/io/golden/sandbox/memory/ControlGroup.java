package io.golden.sandbox.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A control group with the memory controller, one for each thread that runs boxes, used for one box after the other. A process that moves
 * into a group waits for every processor to have passed through the kernel, 10 to 25 ms when nobody moved just before;
 * what is born in it does not wait (ADR 132).
 */
public final class ControlGroup implements MemoryLimiter {
    /** Of a box whose program is not known yet. */
    private static final long USUAL_LIMIT_BYTES = 256L << 20;

    private static final long ROOM_TO_START_BYTES = 4L << 20;
    private static final int MOST_TRIES = 40;
    private static final long NANOS_BETWEEN_TRIES = 25_000_000;

    private final Path folder;
    private final Version version;
    /** Whether the one thread that uses this is in the group, and with it what it starts. */
    private final boolean inhabited;

    ControlGroup(Path folder, Version version) {
        this(folder, version, false);
    }

    private ControlGroup(Path folder, Version version, boolean inhabited) {
        this.folder = folder;
        this.version = version;
        this.inhabited = inhabited;
    }

    @Override
    public MemoryLimiter ofThisThread() {
        return version.threads()
                        .filter(threads -> moveThisThread(folder.resolve(threads)))
                        .isPresent()
                ? new ControlGroup(folder, version, true)
                : this;
    }

    /** 0 is whoever writes it. */
    private static boolean moveThisThread(Path threads) {
        try {
            Files.writeString(threads, "0", StandardOpenOption.WRITE);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public List<String> launchPrefix() {
        if (inhabited) {
            return List.of();
        }
        return List.of(
                "/bin/sh",
                "-c",
                "echo 0 >\"$0\" || exit 125; exec \"$@\"",
                folder.resolve("cgroup.procs").toString());
    }

    @Override
    public void makeRoom() {
        limitTo(USUAL_LIMIT_BYTES);
    }

    @Override
    public Watch watch(long bytes, long heldKb) {
        limitTo(bytes);
        version.zeroedBefore().forEach(file -> write(file, "0"));
        return new Counter(kills(), usageKb() - heldKb);
    }

    /**
     * Until it runs its own program a new process has the service's memory, and would be killed with the service if there
     * were none left in the group: so the limit is a little lower for a moment.
     */
    private void limitTo(long bytes) {
        whenTheLastBoxIsGone(() -> {
            Files.writeString(folder.resolve(version.limit()), Long.toString(bytes - ROOM_TO_START_BYTES));
            write(version.limit(), Long.toString(bytes));
        });
    }

    @Override
    public String name() {
        return version.label();
    }

    @Override
    public void close() {
        if (inhabited) {
            version.threads().ifPresent(threads -> moveThisThread(folder.resolveSibling(threads)));
        }
        whenTheLastBoxIsGone(() -> Files.deleteIfExists(folder));
    }

    /** The processes of a box, and what they wrote, are in the group for a moment after they were reaped. */
    private static void whenTheLastBoxIsGone(Change change) {
        for (var tries = 1; ; tries++) {
            try {
                change.make();
                return;
            } catch (IOException e) {
                if (tries == MOST_TRIES) {
                    throw new UncheckedIOException(e);
                }
                LockSupport.parkNanos(NANOS_BETWEEN_TRIES);
            }
        }
    }

    @FunctionalInterface
    private interface Change {
        void make() throws IOException;
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
        private final long nobodysKb;

        private long peakKb;

        Counter(long killsBefore, long nobodysKb) {
            this.killsBefore = killsBefore;
            this.nobodysKb = nobodysKb;
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
            peakKb = Math.max(peakKb, usageKb() - nobodysKb);
            return peakKb;
        }
    }
}
