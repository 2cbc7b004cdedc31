package io.golden.sandbox.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;

/** Raw file descriptors, all of them close-on-exec. */
public final class Descriptors {
    public static final int O_RDONLY = 0;
    public static final int O_NONBLOCK = 0x800;
    public static final int O_NOFOLLOW = 0x20000;
    public static final int O_DIRECTORY = 0x10000;
    private static final int O_RDWR = 0x2;
    private static final int O_WRONLY_CREAT_EXCL = 0x1 | 0x40 | 0x80;
    private static final int O_CLOEXEC = 0x80000;
    private static final int EEXIST = 17;
    private static final int F_DUPFD_CLOEXEC = 1030;
    private static final int F_SETPIPE_SZ = 1031;
    private static final int MFD_CLOEXEC = 1;
    /** Where descriptors for a child are kept, above every number a child is given, so that no dup2 overwrites a source. */
    private static final int PARKED_FROM = 512;
    /** What a FIFO holds before its writer has to wait; anybody may ask for so much. */
    public static final int FIFO_BYTES = 256 << 10;

    private final NativeLibrary libc = NativeLibrary.libc();
    private final MethodHandle open = libc.withErrno("open", NativeLibrary.ints(ADDRESS, JAVA_INT, JAVA_INT), 2);
    private final MethodHandle fcntl = libc.withErrno("fcntl", NativeLibrary.ints(JAVA_INT, JAVA_INT, JAVA_INT), 2);
    private final MethodHandle close = libc.withErrno("close", NativeLibrary.ints(JAVA_INT));
    private final MethodHandle pipe = libc.withErrno("pipe2", NativeLibrary.ints(ADDRESS, JAVA_INT));
    private final MethodHandle memfd = libc.withErrno("memfd_create", NativeLibrary.ints(ADDRESS, JAVA_INT));
    private final MethodHandle mkdir = libc.withErrno("mkdir", NativeLibrary.ints(ADDRESS, JAVA_INT));
    private final MethodHandle mkfifo = libc.withErrno("mkfifo", NativeLibrary.ints(ADDRESS, JAVA_INT));
    private final MethodHandle rename = libc.withErrno("rename", NativeLibrary.ints(ADDRESS, ADDRESS));
    private final MethodHandle read =
            libc.withErrno("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private final MethodHandle write =
            libc.withErrno("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private final MethodHandle poll = libc.withErrno("poll", NativeLibrary.ints(ADDRESS, JAVA_LONG, JAVA_INT));

    /** Opens a path to read; with {@code flags} such as O_NOFOLLOW added. */
    public int open(String path, int flags) {
        return open(path, flags, 0);
    }

    /** A new file that everybody may read, to write; fails where there is something of that name. */
    public int create(String path) {
        return open(path, O_WRONLY_CREAT_EXCL, 0644);
    }

    private int open(String path, int flags, int mode) {
        return parked((int) libc.call("open " + path, (state, arena) ->
                (int) open.invokeExact(state, arena.allocateFrom(path), flags | O_CLOEXEC, mode)));
    }

    /** A new folder that everybody may read, where there is none of that name. */
    public void createFolder(String path) {
        try {
            libc.call(
                    "mkdir " + path, (state, arena) -> (int) mkdir.invokeExact(state, arena.allocateFrom(path), 0755));
        } catch (LinuxException e) {
            if (e.errno() != EEXIST) {
                throw e;
            }
        }
    }

    /** A new FIFO, open to write: whoever reads it waits until it was written and closed. */
    public int createFifo(String path) {
        libc.call("mkfifo " + path, (state, arena) -> (int) mkfifo.invokeExact(state, arena.allocateFrom(path), 0644));
        // To read as well: opening it to write alone would wait for a reader.
        var fifo = open(path, O_RDWR | O_NOFOLLOW);
        try {
            libc.call("fcntl", (state, _) -> (int) fcntl.invokeExact(state, fifo, F_SETPIPE_SZ, FIFO_BYTES));
        } catch (LinuxException e) {
            close(fifo);
            throw e;
        }
        return fifo;
    }

    /** Puts a file in the place of another. */
    public void rename(String from, String to) {
        libc.call("rename " + from, (state, arena) ->
                (int) rename.invokeExact(state, arena.allocateFrom(from), arena.allocateFrom(to)));
    }

    /** A folder in a folder that is open, never one behind a link. */
    public int openFolder(int folder, String name) {
        return open(below(folder, name), O_DIRECTORY | O_NOFOLLOW);
    }

    /** The path of a name in a folder that is open. */
    public static String below(int folder, String name) {
        return "/proc/self/fd/%d/%s".formatted(folder, name);
    }

    public void close(int descriptor) {
        libc.call("close", (state, _) -> (int) close.invokeExact(state, descriptor));
    }

    /** A new pipe: the end to read, the end to write. */
    public Pipe pipe() {
        var ends = new int[2];
        libc.call("pipe2", (state, arena) -> {
            var pair = arena.allocate(JAVA_INT, 2);
            var result = (int) pipe.invokeExact(state, pair, O_CLOEXEC);
            ends[0] = pair.getAtIndex(JAVA_INT, 0);
            ends[1] = pair.getAtIndex(JAVA_INT, 1);
            return result;
        });
        return new Pipe(parked(ends[0]), parked(ends[1]));
    }

    /** An empty file in memory. */
    public int memory(String name) {
        return parked((int) libc.call("memfd_create", (state, arena) ->
                (int) memfd.invokeExact(state, arena.allocateFrom(name), MFD_CLOEXEC)));
    }

    /** The same file with a position of its own, to read. */
    public int reopen(int descriptor) {
        return open("/proc/self/fd/" + descriptor, O_RDONLY);
    }

    /** Up to the buffer's room; 0 at the end. */
    public int read(int descriptor, MemorySegment buffer) {
        return (int)
                libc.call("read", (state, _) -> (long) read.invokeExact(state, descriptor, buffer, buffer.byteSize()));
    }

    /** Waits until one of the entries is ready or the time is up; how many are ready. */
    public int poll(MemorySegment entries, int count, int millis) {
        return (int) libc.call("poll", (state, _) -> (int) poll.invokeExact(state, entries, (long) count, millis));
    }

    /** All of it. */
    public void write(int descriptor, byte[] content) {
        var rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
            var written = libc.call("write", (state, arena) -> {
                var bytes = arena.allocate(rest.remaining());
                MemorySegment.copy(content, rest.position(), bytes, ValueLayout.JAVA_BYTE, 0, rest.remaining());
                return (long) write.invokeExact(state, descriptor, bytes, bytes.byteSize());
            });
            rest.position(rest.position() + (int) written);
        }
    }

    private int parked(int descriptor) {
        if (descriptor >= PARKED_FROM) {
            return descriptor;
        }
        try {
            return (int) libc.call(
                    "fcntl", (state, _) -> (int) fcntl.invokeExact(state, descriptor, F_DUPFD_CLOEXEC, PARKED_FROM));
        } finally {
            close(descriptor);
        }
    }

    /** The two ends of a pipe. */
    public record Pipe(int readEnd, int writeEnd) {}
}
