package io.golden.sandbox.box;

import io.golden.sandbox.box.BoxResult.Artifact;
import io.golden.sandbox.linux.FileLocks;
import io.golden.sandbox.linux.PollSet;
import io.golden.sandbox.linux.ProcessTree;
import io.golden.sandbox.linux.Processes.Ended;
import io.golden.sandbox.memory.MemoryLimiter;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/**
 * Follows one box until its last process has ended: hands its program over once it is made, then output, time, memory, and
 * the caller who may go away.
 */
final class BoxLoop {
    private static final int STDOUT = 0;
    private static final int STDERR = 1;
    private static final int REPORT = 2;
    private static final int ENDED = 3;
    private static final int BUFFER_BYTES = 65_536;
    private static final long FIRST_LOOK_NANOS = 8_000_000;
    private static final long LATER_LOOKS_NANOS = 50_000_000;
    private static final long NANOS_TO_END = Duration.ofSeconds(2).toNanos();
    private static final long NANOS_TO_BE_MADE = Duration.ofSeconds(30).toNanos();

    private final BoxHandles box;
    private final Limits limits;
    private final MemoryLimiter.Watch memory;
    private final Program program;
    private final BooleanSupplier cancelled;
    private final CappedOutput output;

    private List<Artifact> artifacts = List.of();
    private Optional<BoxStatus> stopped = Optional.empty();
    private OptionalInt first = OptionalInt.empty();
    private boolean handedOver;
    private boolean finishing;
    private Duration cpuWhenKilled = Duration.ZERO;
    private long deadline;
    private long nextLook;
    private long lookNanos = FIRST_LOOK_NANOS;

    BoxLoop(BoxHandles box, Limits limits, MemoryLimiter.Watch memory, Program program, BooleanSupplier cancelled) {
        this.box = box;
        this.limits = limits;
        this.memory = memory;
        this.program = program;
        this.cancelled = cancelled;
        this.output = new CappedOutput(limits.outputBytes());
    }

    /** Returns when the last process has ended and been reaped. */
    Ended untilEnded() {
        var now = System.nanoTime();
        deadline = now + NANOS_TO_BE_MADE;
        nextLook = now + lookNanos;
        if (box.report().made()) {
            handOver();
        }
        try (var arena = Arena.ofConfined()) {
            var buffer = arena.allocate(BUFFER_BYTES);
            var waits = new PollSet(
                    box.host().descriptors(), arena, box.stdout(), box.stderr(), box.reports(), box.ended());
            while (!waits.ready(ENDED)) {
                waits.await(Math.max(0, (Math.min(nextLook, deadline) - System.nanoTime() + 999_999) / 1_000_000));
                take(waits, buffer);
                look(System.nanoTime());
            }
            while (waits.await(0) && (waits.ready(STDOUT) || waits.ready(STDERR))) {
                take(waits, buffer);
            }
            return box.host().processes().reap(box.pid()).orElseThrow();
        }
    }

    private void take(PollSet waits, MemorySegment buffer) {
        takeOutput(waits, STDOUT, box.stdout(), buffer);
        takeOutput(waits, STDERR, box.stderr(), buffer);
        if (waits.ready(REPORT)) {
            var count = box.host().descriptors().read(box.reports(), buffer);
            box.report().take(buffer, count);
            if (box.report().made() && !handedOver && stopped.isEmpty()) {
                handOver();
            }
            if (count == 0 || box.report().complete()) {
                waits.forget(REPORT);
                finish();
            }
        }
    }

    private void takeOutput(PollSet waits, int stream, int descriptor, MemorySegment buffer) {
        if (!waits.ready(stream)) {
            return;
        }
        var count = box.host().descriptors().read(descriptor, buffer);
        if (count == 0) {
            waits.forget(stream);
            return;
        }
        output.take(stream, buffer, count);
        if (output.exceeded()) {
            stop(BoxStatus.OUTPUT_LIMIT);
        }
    }

    private void handOver() {
        program.handOver(firstProcess().orElseThrow());
        handedOver = true;
        deadline = System.nanoTime() + limits.timeout().toNanos();
    }

    /**
     * The first process says that the program has ended and its children are killed. A program has the first process's
     * user, finds its pipe, and may say so itself: it then goes on for 2 s under its limits and may change files while
     * they are read, which the reader bears.
     */
    private void finish() {
        if (stopped.isEmpty() && !finishing) {
            finishing = true;
            deadline = System.nanoTime() + NANOS_TO_END;
            firstProcess()
                    .ifPresent(
                            first -> artifacts = new ArtifactReader(box.host().descriptors()).read(first));
        }
        box.owned().close(box.orders());
    }

    private void look(long now) {
        if (now >= deadline) {
            if (handedOver && !finishing) {
                stop(BoxStatus.TIMEOUT);
            } else {
                kill();
            }
            deadline = now + NANOS_TO_END;
        }
        if (now >= nextLook) {
            lookNanos = Math.min(2 * lookNanos, LATER_LOOKS_NANOS);
            nextLook = now + lookNanos;
            if (cancelled.getAsBoolean()) {
                stop(BoxStatus.KILLED);
            }
            var first = firstProcess();
            if (handedOver && first.isPresent() && usesTooMuch(first.getAsInt())) {
                stop(BoxStatus.MEMORY_LIMIT);
            }
        }
    }

    private boolean usesTooMuch(int firstProcess) {
        return memory.exceeded(firstProcess) || FileLocks.tooMany(firstProcess);
    }

    /** Empty until bubblewrap has started it; from then on always the same. */
    private OptionalInt firstProcess() {
        if (first.isEmpty()) {
            first = ProcessTree.childOf(box.pid());
        }
        return first;
    }

    /** Whose end was told already is left to end in its time, but never with more memory than it may have. */
    private void stop(BoxStatus why) {
        if (stopped.isEmpty() && (!finishing || why == BoxStatus.MEMORY_LIMIT)) {
            stopped = Optional.of(why);
            deadline = System.nanoTime() + NANOS_TO_END;
            kill();
        } else if (stopped.isPresent() && why == BoxStatus.TIMEOUT) {
            kill();
        }
    }

    /**
     * Kills the first process: with it the kernel kills all others, and bubblewrap, which waited for it, ends too. Were
     * bubblewrap killed itself, nobody here would know when the last of them is gone.
     */
    private void kill() {
        firstProcess().ifPresent(this::rememberCpu);
        if (!box.host().processes().killChildOf(box.pid())) {
            box.host().processes().kill(box.ended());
        }
    }

    private void rememberCpu(int firstProcess) {
        var now = ProcessTree.of(firstProcess).stream().map(ProcessTree::cpu).reduce(Duration.ZERO, Duration::plus);
        cpuWhenKilled = Collections.max(List.of(cpuWhenKilled, now));
    }

    CappedOutput output() {
        return output;
    }

    Optional<BoxStatus> stopped() {
        return stopped;
    }

    /** What the processes that were killed had used: nobody waits for them, so the kernel does not add it up. */
    Duration cpuWhenKilled() {
        return cpuWhenKilled;
    }

    List<Artifact> artifacts() {
        return artifacts;
    }

    /** What a box is made for. */
    @FunctionalInterface
    interface Program {
        /** Lets the box of this first process begin. */
        void handOver(int firstProcess);
    }
}
