package io.golden.sandbox.box;

import io.golden.sandbox.linux.Descriptors;
import io.golden.sandbox.linux.OwnedDescriptors;
import io.golden.sandbox.linux.Processes.Ended;
import io.golden.sandbox.memory.MemoryLimiter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** One box, used once, driven from its start to its end by one platform thread. */
public final class Box {
    private static final int EXIT_CODE_OF_SIGKILL = 128 + 9;
    private static final int LAST_LINES = 4_000;

    private final Host host;
    private final BoxRequest request;
    private final MemoryLimiter.Watch memory;
    private final List<String> command;

    private Box(Host host, BoxRequest request, MemoryLimiter limiter) {
        this.host = host;
        this.request = request;
        this.memory = limiter.watch((long) request.limits().memoryMb() << 20);
        this.command = BoxCommand.of(host.bubblewrap(), host.unprivilegedUid(), limiter.launchPrefix(), request);
    }

    /**
     * Runs the request and returns when nothing of it is left; {@link BoxFailedException} when no box could be made.
     *
     * @param cancelled asked again and again; once true the box is killed
     */
    public static BoxResult run(Host host, BoxRequest request, MemoryLimiter limiter, BooleanSupplier cancelled) {
        return new Box(host, request, limiter).run(cancelled);
    }

    private BoxResult run(BooleanSupplier cancelled) {
        var started = System.nanoTime();
        var descriptors = host.descriptors();
        try (var owned = new OwnedDescriptors(descriptors)) {
            var stdout = owned.own(descriptors.pipe());
            var stderr = owned.own(descriptors.pipe());
            var report = owned.own(descriptors.pipe());
            var finish = owned.own(descriptors.pipe());
            var inherited = inherited(owned, stdout.writeEnd(), stderr.writeEnd(), report.writeEnd(), finish.readEnd());
            var pid = host.processes().start(command, inherited);
            inherited.values().forEach(owned::close);
            var ended = owned.own(host.processes().watch(pid));
            var ends = new BoxLoop.Ends(stdout.readEnd(), stderr.readEnd(), report.readEnd(), finish.writeEnd(), ended);
            var loop = new BoxLoop(host, owned, ends, pid, request.limits(), memory, cancelled);
            return result(loop, end(loop, pid, ended), Duration.ofNanos(System.nanoTime() - started));
        }
    }

    /** Whatever goes wrong here, no box outlives the one who watches it. */
    private Ended end(BoxLoop loop, int pid, int ended) {
        try {
            return loop.untilEnded();
        } catch (RuntimeException | Error e) {
            host.processes().kill(ended);
            host.processes().awaitAndReap(pid);
            throw e;
        }
    }

    private Map<Integer, Integer> inherited(OwnedDescriptors owned, int stdout, int stderr, int report, int finish) {
        var descriptors = host.descriptors();
        var inherited = new HashMap<Integer, Integer>();
        inherited.put(0, owned.own(descriptors.memory("stdin", request.stdin())));
        inherited.put(1, stdout);
        inherited.put(2, stderr);
        inherited.put(BoxCommand.REPORT_DESCRIPTOR, report);
        inherited.put(BoxCommand.FINISH_DESCRIPTOR, finish);
        inherited.put(
                BoxCommand.FILTER_DESCRIPTOR,
                owned.own(descriptors.reopen(host.filter().descriptor())));
        inherited.put(BoxCommand.NOTHING_DESCRIPTOR, owned.own(descriptors.open("/dev/null", Descriptors.O_RDONLY)));
        var next = BoxCommand.FIRST_FILE_DESCRIPTOR;
        inherited.put(next++, owned.own(descriptors.memory("code", request.code())));
        for (var file : request.files()) {
            inherited.put(next++, owned.own(descriptors.memory("file", file.content())));
        }
        return inherited;
    }

    private BoxResult result(BoxLoop loop, Ended end, Duration wall) {
        var output = loop.output();
        var outOfMemory = memory.wasExceeded();
        if (!loop.report().started() && loop.stopped().isEmpty() && !outOfMemory) {
            throw new BoxFailedException(end.exitCode(), new String(output.stderr(), StandardCharsets.UTF_8));
        }
        var code = loop.report().exitCode().orElse(EXIT_CODE_OF_SIGKILL);
        var status = outOfMemory ? BoxStatus.MEMORY_LIMIT : loop.stopped().orElseGet(() -> status(code, output));
        return new BoxResult(
                status,
                loop.stopped().isPresent() ? EXIT_CODE_OF_SIGKILL : code,
                output.stdout(),
                output.stderr(),
                end.cpu(),
                wall,
                memory.peakKb(),
                loop.artifacts());
    }

    private BoxStatus status(int code, CappedOutput output) {
        if (code == 0) {
            return BoxStatus.OK;
        }
        if (ranOutOfMemory(output)) {
            return BoxStatus.MEMORY_LIMIT;
        }
        return code > 128 && code < 160 ? BoxStatus.KILLED : BoxStatus.ERROR;
    }

    /** The address-space limit shows as an allocation that failed, about which runtimes complain at the very end. */
    private boolean ranOutOfMemory(CappedOutput output) {
        var text = new String(output.stderr(), StandardCharsets.UTF_8);
        return text.substring(Math.max(0, text.length() - LAST_LINES))
                .contains(request.runtime().language().outOfMemoryMark());
    }
}
