package io.golden.sandbox.box;

import io.golden.sandbox.language.Runtime;
import io.golden.sandbox.linux.Descriptors;
import io.golden.sandbox.linux.LinuxException;
import io.golden.sandbox.linux.OwnedDescriptors;
import io.golden.sandbox.linux.PollSet;
import io.golden.sandbox.linux.Processes.Ended;
import io.golden.sandbox.memory.MemoryLimiter;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * One box, used once: made empty, given its program, followed to its end, by one platform thread. Making it is most of what
 * it costs, and needs no program yet.
 */
public final class Box implements AutoCloseable {
    private static final int EXIT_CODE_OF_SIGKILL = 128 + 9;
    private static final int LAST_LINES = 4_000;
    private static final long MILLIS_TO_END = 2_000;

    private final Host host;
    private final Runtime runtime;
    private final OwnedDescriptors owned;
    private final BoxHandles handles;
    private Optional<StartedRuntime> started = Optional.empty();
    private boolean begun;
    private boolean reaped;

    /** What is started, and whether it is the boxes' user from the beginning. */
    private record Launch(List<String> command, boolean asBoxUser) {}

    private Box(Host host, Runtime runtime, Launch launch, OwnedDescriptors owned) {
        var descriptors = host.descriptors();
        this.host = host;
        this.runtime = runtime;
        this.owned = owned;
        var stdin = owned.own(descriptors.memory("stdin"));
        var stdout = owned.own(descriptors.pipe());
        var stderr = owned.own(descriptors.pipe());
        var report = owned.own(descriptors.pipe());
        var orders = owned.own(descriptors.pipe());
        var inherited = Map.of(
                0,
                owned.own(descriptors.reopen(stdin)),
                1,
                stdout.writeEnd(),
                2,
                stderr.writeEnd(),
                BoxCommand.REPORT_DESCRIPTOR,
                report.writeEnd(),
                BoxCommand.ORDERS_DESCRIPTOR,
                orders.readEnd(),
                BoxCommand.FILTER_DESCRIPTOR,
                owned.own(descriptors.reopen(host.filter().descriptor())),
                BoxCommand.NOTHING_DESCRIPTOR,
                owned.own(descriptors.open("/dev/null", Descriptors.O_RDONLY)));
        var pid = launch.asBoxUser()
                ? host.asBoxUser(() -> host.processes().start(launch.command(), inherited))
                : host.processes().start(launch.command(), inherited);
        inherited.values().forEach(owned::close);
        var ended = owned.own(host.processes().watch(pid));
        this.handles = new BoxHandles(
                host,
                owned,
                pid,
                stdin,
                stdout.readEnd(),
                stderr.readEnd(),
                report.readEnd(),
                orders.writeEnd(),
                ended,
                new FirstProcessReport());
    }

    /**
     * Starts to make a box for programs of that runtime; it is used, or closed, by the same thread.
     * {@link BoxFailedException} when the machine does not let it: a program or a control group that is gone.
     */
    public static Box make(Host host, Runtime runtime, MemoryLimiter limiter) {
        try {
            limiter.makeRoom();
            var prefix = limiter.launchPrefix();
            var command = BoxCommand.of(host.bubblewrap(), host.unprivilegedUid(), prefix, runtime);
            return start(host, runtime, new Launch(command, prefix.isEmpty()));
        } catch (LinuxException | UncheckedIOException e) {
            throw new BoxFailedException(e);
        }
    }

    private static Box start(Host host, Runtime runtime, Launch launch) {
        var owned = new OwnedDescriptors(host.descriptors());
        try {
            return new Box(host, runtime, launch, owned);
        } catch (RuntimeException | Error e) {
            owned.close();
            throw e;
        }
    }

    /** Makes a box for the request and runs it there. */
    public static BoxResult run(Host host, BoxRequest request, MemoryLimiter limiter, BooleanSupplier cancelled) {
        try (var box = make(host, request.runtime(), limiter)) {
            return box.run(request, limiter, cancelled);
        }
    }

    /**
     * Starts the runtime too: the box is then for programs that can be started ahead, and finds it started.
     * {@link BoxFailedException} when it does not come to that.
     */
    public void startRuntime() {
        try {
            started = Optional.of(
                    StartedRuntime.start(handles, runtime.language().mainFile(), BoxRequest.limitsAhead(runtime)));
        } catch (LinuxException e) {
            throw new BoxFailedException(e);
        }
    }

    /** Whether that program can still be run in it. */
    public boolean isFor(BoxRequest request) {
        return runtime.equals(request.runtime())
                && !hasEnded(0)
                && started.map(one -> request.canBeStartedAhead() && one.isThere())
                        .orElse(true);
    }

    /**
     * Runs the request and returns when nothing of it is left; {@link BoxFailedException} when the box could not be made.
     *
     * @param limiter the one it was made with
     * @param cancelled asked again and again; once true the box is killed
     */
    public BoxResult run(BoxRequest request, MemoryLimiter limiter, BooleanSupplier cancelled) {
        begun = true;
        var from = System.nanoTime();
        var heldKb = started.map(StartedRuntime::residentKb).orElse(0L);
        var memory = limiter.watch((long) request.limits().memoryMb() << 20, heldKb);
        BoxLoop.Program program = firstProcess -> handOver(firstProcess, request);
        var loop = new BoxLoop(handles, request.limits(), memory, program, cancelled);
        var end = loop.untilEnded();
        reaped = true;
        return result(request, memory, loop, end, Duration.ofNanos(System.nanoTime() - from));
    }

    private void handOver(int firstProcess, BoxRequest request) {
        if (started.isPresent()) {
            started.get().handOver(request);
            return;
        }
        var files = new ArrayList<>(request.files());
        files.add(new BoxFile(runtime.language().mainFile(), request.code()));
        new FileWriter(host).write(firstProcess, files);
        handles.writeStdin(request.stdin());
        handles.order(request.limits());
    }

    /** Ends it if it has not ended yet: whatever went wrong, no box outlives the one who watches it. */
    @Override
    public void close() {
        if (!reaped) {
            reaped = true;
            started.ifPresent(StartedRuntime::letGo);
            owned.close(handles.orders());
            if (!hasEnded(begun ? 0 : MILLIS_TO_END)) {
                host.processes().kill(handles.ended());
            }
            host.processes().awaitAndReap(handles.pid());
        }
        owned.close();
    }

    private boolean hasEnded(long millis) {
        try (var arena = Arena.ofConfined()) {
            return new PollSet(host.descriptors(), arena, handles.ended()).await(millis);
        }
    }

    private BoxResult result(BoxRequest request, MemoryLimiter.Watch memory, BoxLoop loop, Ended end, Duration wall) {
        var output = loop.output();
        var outOfMemory = memory.wasExceeded();
        if (!handles.report().started() && loop.stopped().isEmpty() && !outOfMemory) {
            throw new BoxFailedException(end.exitCode(), new String(output.stderr(), StandardCharsets.UTF_8));
        }
        var code = handles.report().exitCode().orElse(EXIT_CODE_OF_SIGKILL);
        var status =
                outOfMemory ? BoxStatus.MEMORY_LIMIT : loop.stopped().orElseGet(() -> status(request, code, output));
        return new BoxResult(
                status,
                loop.stopped().isPresent() ? EXIT_CODE_OF_SIGKILL : code,
                output.stdout(),
                output.stderr(),
                Collections.max(List.of(end.cpu(), loop.cpuWhenKilled())),
                wall,
                memory.peakKb(),
                loop.artifacts());
    }

    private static BoxStatus status(BoxRequest request, int code, CappedOutput output) {
        if (code == 0) {
            return BoxStatus.OK;
        }
        if (ranOutOfMemory(request, output)) {
            return BoxStatus.MEMORY_LIMIT;
        }
        return code > 128 && code < 160 ? BoxStatus.KILLED : BoxStatus.ERROR;
    }

    /** The address-space limit shows as an allocation that failed, about which runtimes complain at the very end. */
    private static boolean ranOutOfMemory(BoxRequest request, CappedOutput output) {
        var text = new String(output.stderr(), StandardCharsets.UTF_8);
        return text.substring(Math.max(0, text.length() - LAST_LINES))
                .contains(request.runtime().language().outOfMemoryMark());
    }
}
