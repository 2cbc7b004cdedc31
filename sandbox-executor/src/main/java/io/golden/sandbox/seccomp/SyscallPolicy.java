package io.golden.sandbox.seccomp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The allow-list: names alone, names with one checked argument, and names that must look unknown to the kernel. */
final class SyscallPolicy {
    private static final long CLONE_NEW_ANYTHING = 0x7E02_0080L;
    private static final long CLONE_FILES = 0x400;
    private static final long CLONE_THREAD = 0x1_0000;
    private static final long LOW_WORD = 0xFFFF_FFFFL;
    private static final long FILE_TYPE = 0xF000;
    private static final long FIFO = 0x1000;
    private static final long AF_UNIX = 1;

    /** What runtimes ask of a terminal or descriptor; TIOCSTI, TIOCLINUX and the file systems' own are not among them. */
    private static final List<Long> IOCTLS =
            List.of(0x5401L, 0x540FL, 0x5413L, 0x541BL, 0x5421L, 0x5450L, 0x5451L, 0x5452L);

    /** F_DUPFD_CLOEXEC, F_SETPIPE_SZ, F_GETPIPE_SZ. */
    private static final List<Long> LATER_FCNTLS = List.of(1030L, 1031L, 1032L);
    /** Duplicates, flags, POSIX locks and owners. Locks of open files (36 to 38) are nobody's and could not be counted. */
    private static final long FIRST_FCNTLS = 0xFFFF_FFF0L;

    /**
     * SO_REUSEADDR, SO_KEEPALIVE, SO_LINGER, SO_REUSEPORT, SO_PASSCRED, SO_RCVLOWAT, SO_RCVTIMEO and SO_SNDTIMEO of both
     * generations. Not the sizes of buffers, which are memory that a watcher cannot see, nor programs for BPF in the kernel.
     */
    private static final List<Long> SOCKET_OPTIONS = List.of(2L, 9L, 13L, 15L, 16L, 18L, 20L, 21L, 66L, 67L);

    private SyscallPolicy() {}

    static List<String> allowed() {
        try (var text = Objects.requireNonNull(SyscallPolicy.class.getResourceAsStream("allowed.txt"))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(line -> List.of(line.strip().split("\\s+")).stream())
                    .filter(name -> !name.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Checked> checked() {
        var rules = new java.util.ArrayList<Checked>();
        // Open files are shared among the threads of one process only: locks of one that ended would be nobody's.
        rules.add(new Checked("clone", 0, CLONE_NEW_ANYTHING | CLONE_FILES, 0));
        rules.add(new Checked("clone", 0, CLONE_NEW_ANYTHING | CLONE_THREAD, CLONE_THREAD));
        rules.add(new Checked("socketpair", 0, LOW_WORD, AF_UNIX));
        rules.add(new Checked("mknod", 1, FILE_TYPE, FIFO));
        rules.add(new Checked("mknodat", 2, FILE_TYPE, FIFO));
        IOCTLS.forEach(request -> rules.add(new Checked("ioctl", 1, LOW_WORD, request)));
        rules.add(new Checked("fcntl", 1, FIRST_FCNTLS, 0));
        LATER_FCNTLS.forEach(command -> rules.add(new Checked("fcntl", 1, LOW_WORD, command)));
        SOCKET_OPTIONS.forEach(option -> rules.add(new Checked("setsockopt", 2, LOW_WORD, option)));
        return List.copyOf(rules);
    }

    /** With ENOSYS libraries fall back to an older call; with EPERM they would give up. clone3 hides its flags in memory. */
    static List<String> unknown() {
        return List.of("clone3", "pkey_alloc", "pkey_free", "pkey_mprotect", "openat2", "futex_waitv", "set_mempolicy");
    }

    /** Allowed where {@code argument & mask == value}. */
    record Checked(String name, int argument, long mask, long value) {}
}
