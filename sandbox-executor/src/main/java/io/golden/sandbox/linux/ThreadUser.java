package io.golden.sandbox.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;
import java.util.function.Supplier;

/**
 * Does root's work as somebody else, in the calling thread alone: users and groups are kept by Linux for each thread, and
 * only the C library's functions change all threads of a process at once. Files that are made belong to that user. A
 * program that is started is that user for good: what the thread keeps to become root again, the saved id, is
 * overwritten in the child, and its capabilities are lost, when it runs its program. Call from platform threads only.
 */
public final class ThreadUser {
    private static final int ROOT = 0;

    private final NativeLibrary libc = NativeLibrary.libc();
    private final MethodHandle syscall =
            libc.withErrno("syscall", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT), 1);
    private final Numbers numbers = Numbers.ofThisMachine();

    /** The numbers of the system calls, which differ from processor to processor. */
    private record Numbers(long setgroups, long setresgid, long setresuid) {
        static Numbers ofThisMachine() {
            var processor = System.getProperty("os.arch");
            return switch (processor) {
                case "amd64" -> new Numbers(116, 119, 117);
                case "aarch64" -> new Numbers(159, 149, 147);
                default -> throw new IllegalStateException("unknown processor " + processor);
            };
        }
    }

    /** The work, done as the user and the group of that number, without other groups. */
    public <T> T as(int id, Supplier<T> work) {
        call("setgroups", numbers.setgroups(), 0, 0, 0);
        try {
            call("setresgid", numbers.setresgid(), id, id, ROOT);
            call("setresuid", numbers.setresuid(), id, id, ROOT);
            return work.get();
        } finally {
            call("setresuid", numbers.setresuid(), ROOT, ROOT, ROOT);
            call("setresgid", numbers.setresgid(), ROOT, ROOT, ROOT);
        }
    }

    private void call(String name, long number, int first, int second, int third) {
        libc.call(name, (state, _) -> (long) syscall.invokeExact(state, number, first, second, third));
    }
}
