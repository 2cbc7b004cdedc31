package io.golden.sandbox.linux;

/** A system call that failed, with its errno. */
public final class LinuxException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int errno;

    LinuxException(String call, int errno) {
        super("%s: errno %d".formatted(call, errno));
        this.errno = errno;
    }

    public int errno() {
        return errno;
    }
}
