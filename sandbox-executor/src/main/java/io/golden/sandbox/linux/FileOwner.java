package io.golden.sandbox.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.invoke.MethodHandle;

/** As whom the calling thread makes files; Linux keeps that for each thread by itself. Call from platform threads only. */
public final class FileOwner {
    private static final int ROOT = 0;
    /** No user has this number: asks only. */
    private static final int NOBODY = -1;

    private final NativeLibrary libc = NativeLibrary.libc();
    private final MethodHandle setUser = libc.withErrno("setfsuid", NativeLibrary.ints(JAVA_INT));
    private final MethodHandle setGroup = libc.withErrno("setfsgid", NativeLibrary.ints(JAVA_INT));

    /** Root's work, done as the user and the group of that number. */
    public void as(int id, Runnable work) {
        try {
            change("setfsgid", setGroup, id);
            change("setfsuid", setUser, id);
            work.run();
        } finally {
            change("setfsuid", setUser, ROOT);
            change("setfsgid", setGroup, ROOT);
        }
    }

    /** The calls themselves do not tell whether they worked. */
    private void change(String name, MethodHandle call, int id) {
        libc.call(name, (state, _) -> (int) call.invokeExact(state, id));
        if (libc.call(name, (state, _) -> (int) call.invokeExact(state, NOBODY)) != id) {
            throw new IllegalStateException(name + " did not change to " + id);
        }
    }
}
