package io.golden.sandbox.box;

import io.golden.sandbox.linux.PollSet;
import io.golden.sandbox.linux.ProcessTree;
import io.golden.sandbox.linux.Processes.Resource;
import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The runtime of a box that was started before its program is known. A FIFO stands where the program will: the runtime
 * waits there until the program is written. It starts with the limits that most programs have, and loses what its program
 * may not have before it gets that.
 */
final class StartedRuntime {
    private static final long NANOS_TO_START = Duration.ofSeconds(2).toNanos();
    private static final long PAUSE_NANOS = 200_000;
    private static final int REPORT_BYTES = 64;

    private final BoxHandles box;
    private final int firstProcess;
    private final int process;
    /** Where it reads its program, to be written. */
    private final int script;

    private StartedRuntime(BoxHandles box, int firstProcess, int process, int script) {
        this.box = box;
        this.firstProcess = firstProcess;
        this.process = process;
        this.script = script;
    }

    /** Returns when the runtime's process is there; it goes on starting by itself. */
    static StartedRuntime start(BoxHandles box, String mainFile, Limits limits) {
        var deadline = System.nanoTime() + NANOS_TO_START;
        awaitReport(box, FirstProcessReport::made, deadline);
        var firstProcess = await(() -> ProcessTree.childOf(box.pid()), deadline);
        var script = box.owned().own(new FileWriter(box.host()).createFifo(firstProcess, mainFile));
        box.order(limits);
        awaitReport(box, FirstProcessReport::started, deadline);
        var process = await(() -> ProcessTree.childOf(firstProcess), deadline);
        return new StartedRuntime(box, firstProcess, process, script);
    }

    /** Whether it still waits for its program. */
    boolean isThere() {
        return ProcessTree.childOf(firstProcess).equals(OptionalInt.of(process));
    }

    /** What it takes while it waits, in KiB. */
    long residentKb() {
        return ProcessTree.residentKbOf(firstProcess);
    }

    /** Nothing of the program runs before its limits hold. */
    void handOver(BoxRequest request) {
        lower(request.limits());
        box.writeStdin(request.stdin());
        var program = new BoxFile(request.runtime().language().mainFile(), request.code());
        new FileWriter(box.host()).replace(firstProcess, program);
        box.host().descriptors().write(script, program.content());
        letGo();
    }

    /** It reads an empty program, or what was written, and ends. */
    void letGo() {
        box.owned().close(script);
    }

    /** As the box's user: whatever process had the number by now, nobody else's would be touched. */
    private void lower(Limits limits) {
        var processes = box.host().processes();
        box.host().asBoxUser(() -> {
            processes.limit(process, Resource.CPU_SECONDS, BoxCommand.cpuSeconds(limits));
            processes.limit(process, Resource.PROCESSES_OF_ITS_USER, BoxCommand.processes(limits));
            processes.limit(process, Resource.ADDRESS_SPACE_BYTES, BoxCommand.addressSpaceBytes(limits));
            return limits;
        });
    }

    private static void awaitReport(BoxHandles box, Predicate<FirstProcessReport> said, long deadline) {
        try (var arena = Arena.ofConfined()) {
            var buffer = arena.allocate(REPORT_BYTES);
            var waits = new PollSet(box.host().descriptors(), arena, box.reports());
            while (!said.test(box.report())) {
                if (!waits.await(Math.max(0, (deadline - System.nanoTime()) / 1_000_000))) {
                    throw new BoxFailedException("it was not ready in time");
                }
                var count = box.host().descriptors().read(box.reports(), buffer);
                if (count == 0) {
                    throw new BoxFailedException("it ended before it was ready");
                }
                box.report().take(buffer, count);
            }
        }
    }

    private static int await(Supplier<OptionalInt> child, long deadline) {
        for (var found = child.get(); ; found = child.get()) {
            if (found.isPresent()) {
                return found.getAsInt();
            }
            if (System.nanoTime() > deadline) {
                throw new BoxFailedException("its process did not come");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
