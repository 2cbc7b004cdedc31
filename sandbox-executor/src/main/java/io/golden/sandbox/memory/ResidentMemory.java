package io.golden.sandbox.memory;

import io.golden.sandbox.linux.FileSystems;
import io.golden.sandbox.linux.ProcessTree;
import java.util.List;

/**
 * Where no control group can be written: the sum of the processes' resident memory and of what their files take on the
 * one file system they can write to, looked at again and again.
 */
public final class ResidentMemory implements MemoryLimiter {
    /** Where a box mounts its file system; it cannot be moved, since what it is mounted on is read-only. */
    private static final String WRITABLE = "box";

    private final FileSystems fileSystems = new FileSystems();

    @Override
    public List<String> launchPrefix() {
        return List.of();
    }

    @Override
    public Watch watch(long limitBytes, long heldKb) {
        return new Sum(fileSystems, limitBytes / 1024, heldKb);
    }

    @Override
    public String name() {
        return "watcher";
    }

    @Override
    public void close() {}

    private static final class Sum implements Watch {
        private final FileSystems fileSystems;
        private final long limitKb;
        private long peakKb;

        Sum(FileSystems fileSystems, long limitKb, long heldKb) {
            this.fileSystems = fileSystems;
            this.limitKb = limitKb;
            this.peakKb = heldKb;
        }

        @Override
        public boolean exceeded(int firstProcess) {
            var processes = ProcessTree.residentKbOf(firstProcess);
            var files = fileSystems.tmpfsKb("/proc/%d/root/%s".formatted(firstProcess, WRITABLE));
            peakKb = Math.max(peakKb, processes + files);
            return processes + files > limitKb;
        }

        @Override
        public boolean wasExceeded() {
            return peakKb > limitKb;
        }

        @Override
        public long peakKb() {
            return peakKb;
        }
    }
}
