package io.golden.sandbox.memory;

import io.golden.sandbox.linux.ProcessTree;
import java.util.List;

/** Where no control group can be written: the sum of the processes' resident memory, looked at again and again. */
public final class ResidentMemory implements MemoryLimiter {
    @Override
    public List<String> launchPrefix() {
        return List.of();
    }

    @Override
    public Watch watch(long limitBytes) {
        return new Sum(limitBytes / 1024);
    }

    @Override
    public String name() {
        return "watcher";
    }

    @Override
    public void close() {}

    private static final class Sum implements Watch {
        private final long limitKb;
        private long peakKb;

        Sum(long limitKb) {
            this.limitKb = limitKb;
        }

        @Override
        public boolean exceeded(int firstProcess) {
            var sum = ProcessTree.of(firstProcess).stream()
                    .mapToLong(ProcessTree::residentKb)
                    .sum();
            peakKb = Math.max(peakKb, sum);
            return sum > limitKb;
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
