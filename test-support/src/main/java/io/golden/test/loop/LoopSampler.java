package io.golden.test.loop;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Looks at the event loops of this JVM every few milliseconds. On a busy machine a loop may stand still for a second
 * because nobody lets it run, which is not its fault; so what counts is what the loop itself does:
 *
 * <ul>
 *   <li>it waits by a call that is made for waiting: a finding, however short;
 *   <li>it waits for a lock: a finding after {@link #LOCK_PATIENCE}, and time in which this sampler itself did not get
 *       to run does not count;
 *   <li>it computes: a finding after {@link #CPU_PATIENCE} of its own processor time in one dispatch. A first call
 *       loads classes and is interpreted, which takes some hundred milliseconds and is no mistake.
 * </ul>
 */
final class LoopSampler implements Runnable {
    private static final String STARTED = "io.golden.test.loop.started";
    private static final Duration INTERVAL = Duration.ofMillis(5);
    private static final Duration LATE = INTERVAL.multipliedBy(4);
    private static final Duration LOCK_PATIENCE = Duration.ofMillis(500);
    private static final Duration CPU_PATIENCE = Duration.ofSeconds(2);
    private static final int SAMPLES_BETWEEN_SEARCHES = 40;
    private static final int FRAMES = 60;

    /** What one loop has been doing since a moment. */
    private static final class Watched {
        private long dispatch = -1;
        private long cpuAtStart;
        private long wallAtStart;
        private long lockedFor;
        private boolean reported;
    }

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Map<Thread, Watched> watched = new HashMap<>();

    /** Starts the one sampler of this JVM, once for all class loaders. */
    static void startOnce() {
        if (System.getProperties().putIfAbsent(STARTED, "yes") == null) {
            Thread.ofPlatform().daemon().name("golden-loop-watch").start(new LoopSampler());
        }
    }

    @Override
    public void run() {
        long last = System.nanoTime();
        for (int sample = 0; true; sample++) {
            if (sample % SAMPLES_BETWEEN_SEARCHES == 0) {
                search();
            }
            try {
                Thread.sleep(INTERVAL);
            } catch (InterruptedException e) {
                return;
            }
            long now = System.nanoTime();
            long passed = Math.min(now - last, LATE.toNanos());
            last = now;
            watched.forEach((loop, state) -> look(loop, state, passed, now));
        }
    }

    private void look(Thread loop, Watched state, long passed, long now) {
        long dispatch = dispatch(loop);
        if (dispatch != state.dispatch) {
            state.dispatch = dispatch;
            state.cpuAtStart = threads.getThreadCpuTime(loop.threadId());
            state.wallAtStart = now;
            state.lockedFor = 0;
            state.reported = false;
        }
        boolean waiting = switch (loop.getState()) {
            case BLOCKED, WAITING, TIMED_WAITING -> true;
            case NEW, RUNNABLE, TERMINATED -> false;
        };
        // Taking a stack stops the loop for a moment: only when there is reason to.
        boolean lasting = dispatch != 0 && now - state.wallAtStart > LATE.toNanos();
        if ((waiting || lasting) && !state.reported) {
            judge(loop, state, passed);
        } else if (!waiting) {
            state.lockedFor = 0;
            state.reported &= dispatch != 0;
        }
    }

    private void judge(Thread loop, Watched state, long passed) {
        var infos = threads.getThreadInfo(new long[] {loop.threadId()}, FRAMES);
        if (infos[0] == null) {
            return;
        }
        // It may have begun between the two looks: what is found is told once.
        state.dispatch = dispatch(loop);
        switch (Stall.of(infos[0])) {
            case WAIT -> report(state, infos[0], "waited");
            case LOCK -> {
                state.lockedFor += passed;
                if (state.lockedFor > LOCK_PATIENCE.toNanos()) {
                    report(state, infos[0], "waited for a lock for more than " + LOCK_PATIENCE.toMillis() + " ms");
                }
            }
            case NONE -> {
                state.lockedFor = 0;
                long used = threads.getThreadCpuTime(loop.threadId()) - state.cpuAtStart;
                if (state.dispatch != 0 && used > CPU_PATIENCE.toNanos()) {
                    report(state, infos[0], "computed for " + used / 1_000_000 + " ms in one go");
                }
            }
        }
    }

    private static void report(Watched state, ThreadInfo thread, String what) {
        state.reported = true;
        BlockedLoops.add(thread.getThreadName() + " " + what + " (" + thread.getThreadState() + "):\n"
                + Arrays.stream(thread.getStackTrace())
                        .map(frame -> "\tat " + frame)
                        .collect(Collectors.joining("\n")));
    }

    /** When the loop began what it does, 0 when it has nothing to do: Vert.x keeps it for its own check. */
    private static long dispatch(Thread loop) {
        try {
            return (long) loop.getClass().getMethod("startTime").invoke(loop);
        } catch (ReflectiveOperationException e) {
            return 0;
        }
    }

    private void search() {
        var loops = eventLoops();
        watched.keySet().retainAll(loops);
        loops.forEach(loop -> watched.computeIfAbsent(loop, each -> new Watched()));
    }

    private static List<Thread> eventLoops() {
        var group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        var all = new Thread[group.activeCount() * 2 + 16];
        int count = group.enumerate(all, true);
        return Arrays.stream(all, 0, count)
                .filter(thread -> thread.getName().contains("-eventloop-")
                        || thread.getName().contains("-acceptor-"))
                .toList();
    }
}
