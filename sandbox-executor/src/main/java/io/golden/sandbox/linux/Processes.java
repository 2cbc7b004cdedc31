package io.golden.sandbox.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Starts, kills and reaps children. Not {@link ProcessBuilder}, because a child must inherit chosen descriptors and
 * nothing else, and must be the child of a thread that lives as long as it does: Linux sends the parent-death signal when
 * the starting <em>thread</em> ends. Call from platform threads only.
 */
public final class Processes {
    private static final int SIGKILL = 9;
    private static final int WNOHANG = 1;
    private static final short SETSIGDEF_SETSIGMASK_SETSID = 0x04 | 0x08 | 0x80;
    private static final int OPAQUE_BYTES = 512;
    private static final int SIGSET_BYTES = 128;
    private static final int RUSAGE_BYTES = 144;
    private static final int RLIMIT_BYTES = 16;
    private static final long SYS_PIDFD_SEND_SIGNAL = 424;
    private static final long SYS_PIDFD_OPEN = 434;

    private final NativeLibrary libc = NativeLibrary.libc();
    private final FunctionDescriptor pointerToInt = NativeLibrary.ints(ADDRESS);
    private final FunctionDescriptor twoPointers = NativeLibrary.ints(ADDRESS, ADDRESS);
    private final MethodHandle spawn =
            libc.function("posix_spawn", NativeLibrary.ints(ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS));
    private final MethodHandle actionsInit = libc.function("posix_spawn_file_actions_init", pointerToInt);
    private final MethodHandle actionsDestroy = libc.function("posix_spawn_file_actions_destroy", pointerToInt);
    private final MethodHandle actionsDup =
            libc.function("posix_spawn_file_actions_adddup2", NativeLibrary.ints(ADDRESS, JAVA_INT, JAVA_INT));
    private final MethodHandle actionsCloseFrom =
            libc.function("posix_spawn_file_actions_addclosefrom_np", NativeLibrary.ints(ADDRESS, JAVA_INT));
    private final MethodHandle attributesInit = libc.function("posix_spawnattr_init", pointerToInt);
    private final MethodHandle attributesDestroy = libc.function("posix_spawnattr_destroy", pointerToInt);
    private final MethodHandle setFlags =
            libc.function("posix_spawnattr_setflags", NativeLibrary.ints(ADDRESS, JAVA_SHORT));
    private final MethodHandle setDefaults = libc.function("posix_spawnattr_setsigdefault", twoPointers);
    private final MethodHandle setMask = libc.function("posix_spawnattr_setsigmask", twoPointers);
    private final MethodHandle wait = libc.withErrno("wait4", NativeLibrary.ints(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS));
    private final MethodHandle prlimit =
            libc.withErrno("prlimit", NativeLibrary.ints(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
    private final MethodHandle pidfdOpen =
            libc.withErrno("syscall", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT), 1);
    private final MethodHandle pidfdSignal = libc.withErrno(
            "syscall", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT), 1);
    private final ThreadUser user = new ThreadUser();
    private final Descriptors descriptors;

    public Processes(Descriptors descriptors) {
        this.descriptors = descriptors;
    }

    /**
     * Starts a program in a session of its own, with an empty environment, default signals, and the given descriptors
     * (number in the child to number here), which must be numbered from 0 without a gap; every other one is closed.
     */
    public int start(List<String> command, Map<Integer, Integer> inherited) {
        try (var arena = Arena.ofConfined()) {
            var actions = arena.allocate(OPAQUE_BYTES);
            var attributes = arena.allocate(OPAQUE_BYTES);
            check("file_actions_init", (int) actionsInit.invokeExact(actions));
            check("attr_init", (int) attributesInit.invokeExact(attributes));
            try {
                for (var entry : inherited.entrySet()) {
                    int source = entry.getValue();
                    int target = entry.getKey();
                    check("adddup2", (int) actionsDup.invokeExact(actions, source, target));
                }
                check("addclosefrom", (int) actionsCloseFrom.invokeExact(actions, inherited.size()));
                var all = arena.allocate(SIGSET_BYTES).fill((byte) 0xFF);
                check("setsigdefault", (int) setDefaults.invokeExact(attributes, all));
                check("setsigmask", (int) setMask.invokeExact(attributes, arena.allocate(SIGSET_BYTES)));
                check("setflags", (int) setFlags.invokeExact(attributes, SETSIGDEF_SETSIGMASK_SETSID));
                var pid = arena.allocate(JAVA_INT);
                var path = arena.allocateFrom(command.getFirst());
                var arguments = strings(arena, command);
                var environment = strings(arena, List.of());
                check(command.getFirst(), (int)
                        spawn.invokeExact(pid, path, actions, attributes, arguments, environment));
                return pid.get(JAVA_INT, 0);
            } finally {
                check("file_actions_destroy", (int) actionsDestroy.invokeExact(actions));
                check("attr_destroy", (int) attributesDestroy.invokeExact(attributes));
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("posix_spawn", e);
        }
    }

    /** Sets what a process of the calling thread's user may use of a resource, for good: it can't raise it again. */
    public void limit(int pid, Resource resource, long most) {
        libc.call("prlimit", (state, arena) -> {
            var limit = arena.allocate(RLIMIT_BYTES, Long.BYTES);
            limit.setAtIndex(JAVA_LONG, 0, most);
            limit.setAtIndex(JAVA_LONG, 1, most);
            return (int) prlimit.invokeExact(state, pid, resource.number, limit, MemorySegment.NULL);
        });
    }

    /** As whom what is started runs. */
    public ThreadUser user() {
        return user;
    }

    /** A descriptor that becomes readable when the process has ended. */
    public int watch(int pid) {
        return (int) libc.call("pidfd_open", (state, _) -> (long) pidfdOpen.invokeExact(state, SYS_PIDFD_OPEN, pid, 0));
    }

    /** Kills the process behind the descriptor, if it still runs. */
    public void kill(int pidfd) {
        try {
            libc.call("pidfd_send_signal", (state, _) -> (long)
                    pidfdSignal.invokeExact(state, SYS_PIDFD_SEND_SIGNAL, pidfd, SIGKILL, MemorySegment.NULL, 0));
        } catch (LinuxException e) {
            if (e.errno() != 3) {
                throw e;
            }
        }
    }

    /** Kills the only child of a child of ours; a number that meanwhile belongs to somebody else is left alone. */
    public boolean killChildOf(int pid) {
        var child = ProcessTree.onlyChild(pid);
        if (child.isEmpty()) {
            return false;
        }
        Optional<Integer> pidfd = watchIfAlive(child.getAsInt());
        if (pidfd.isEmpty()) {
            return false;
        }
        try {
            if (ProcessTree.onlyChild(pid).equals(child)) {
                kill(pidfd.get());
                return true;
            }
            return false;
        } finally {
            descriptors.close(pidfd.get());
        }
    }

    /** Reaps the child if it has ended. */
    public Optional<Ended> reap(int pid) {
        return wait(pid, WNOHANG);
    }

    /** Waits for a child that was killed, and reaps it. */
    public Ended awaitAndReap(int pid) {
        return wait(pid, 0).orElseThrow();
    }

    private Optional<Ended> wait(int pid, int options) {
        try (var arena = Arena.ofConfined()) {
            var status = arena.allocate(JAVA_INT);
            var usage = arena.allocate(RUSAGE_BYTES, Long.BYTES);
            var reaped = libc.call("wait4", (state, _) -> (int) wait.invokeExact(state, pid, status, options, usage));
            return reaped == 0 ? Optional.empty() : Optional.of(Ended.of(status.get(JAVA_INT, 0), cpu(usage)));
        }
    }

    private Optional<Integer> watchIfAlive(int pid) {
        try {
            return Optional.of(watch(pid));
        } catch (LinuxException e) {
            return Optional.empty();
        }
    }

    private static Duration cpu(MemorySegment usage) {
        var seconds = usage.getAtIndex(JAVA_LONG, 0) + usage.getAtIndex(JAVA_LONG, 2);
        var micros = usage.getAtIndex(JAVA_LONG, 1) + usage.getAtIndex(JAVA_LONG, 3);
        return Duration.ofSeconds(seconds).plusNanos(micros * 1_000);
    }

    private static MemorySegment strings(Arena arena, List<String> values) {
        var array = arena.allocate(ADDRESS, values.size() + 1L);
        for (var index = 0; index < values.size(); index++) {
            array.setAtIndex(ADDRESS, index, arena.allocateFrom(values.get(index)));
        }
        array.setAtIndex(ADDRESS, values.size(), MemorySegment.NULL);
        return array;
    }

    private static void check(String call, int error) {
        if (error != 0) {
            throw new LinuxException(call, error);
        }
    }

    /** What the kernel limits for a process. */
    public enum Resource {
        CPU_SECONDS(0),
        PROCESSES_OF_ITS_USER(6),
        ADDRESS_SPACE_BYTES(9);

        private final int number;

        Resource(int number) {
            this.number = number;
        }
    }

    /**
     * How a child ended.
     *
     * @param exitCode its own, or as shells say it 128 and the signal
     * @param cpu of it and everything it waited for
     */
    public record Ended(int exitCode, OptionalInt signal, Duration cpu) {
        static Ended of(int status, Duration cpu) {
            var signal = status & 0x7F;
            return signal == 0
                    ? new Ended((status >> 8) & 0xFF, OptionalInt.empty(), cpu)
                    : new Ended(128 + signal, OptionalInt.of(signal), cpu);
        }
    }
}
