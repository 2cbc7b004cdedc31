package io.golden.sandbox.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.invoke.MethodHandle;

/** How full a file system is. */
public final class FileSystems {
    private static final int STATFS_BYTES = 256;
    /** About what the kernel keeps for a file on a tmpfs beside its content. */
    private static final int KB_PER_FILE = 1;

    private final NativeLibrary libc = NativeLibrary.libc();
    private final MethodHandle statfs = libc.withErrno("statfs", NativeLibrary.ints(ADDRESS, ADDRESS));

    /** The memory in KiB that a tmpfs takes, its files' own records included; 0 when it is gone. */
    public long tmpfsKb(String path) {
        var answer = new long[1];
        try {
            libc.call("statfs", (state, arena) -> {
                var space = arena.allocate(STATFS_BYTES, Long.BYTES);
                var result = (int) statfs.invokeExact(state, arena.allocateFrom(path), space);
                var blockBytes = space.getAtIndex(JAVA_LONG, 1);
                var usedBlocks = space.getAtIndex(JAVA_LONG, 2) - space.getAtIndex(JAVA_LONG, 3);
                var files = space.getAtIndex(JAVA_LONG, 5) - space.getAtIndex(JAVA_LONG, 6);
                answer[0] = usedBlocks * blockBytes / 1024 + files * KB_PER_FILE;
                return result;
            });
        } catch (LinuxException e) {
            return 0;
        }
        return answer[0];
    }
}
