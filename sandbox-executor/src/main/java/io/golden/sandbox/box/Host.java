package io.golden.sandbox.box;

import io.golden.sandbox.linux.Descriptors;
import io.golden.sandbox.linux.Processes;
import io.golden.sandbox.seccomp.SeccompFilter;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * What every box is made with on this machine.
 *
 * @param bubblewrap absolute path of the program
 * @param filter the system calls that are allowed
 * @param unprivilegedUid as whom root starts a box; empty when the service is not root. Without it a box's user would be
 *     root outside, whom the kernel exempts from the limit of processes.
 */
public record Host(
        Descriptors descriptors,
        Processes processes,
        Path bubblewrap,
        SeccompFilter filter,
        OptionalInt unprivilegedUid) {
    /** Starts a box as another user where root has to do something before; only a service that runs as root needs it. */
    public static final Path PROGRAM_THAT_CHANGES_USER = Path.of("/usr/sbin/chroot");

    /** Does what is to be done as the boxes' user. */
    <T> T asBoxUser(Supplier<T> work) {
        return unprivilegedUid.isPresent() ? processes.user().as(unprivilegedUid.getAsInt(), work) : work.get();
    }

    /** The same with a user of its own, so that what the kernel counts for a user is not shared by two boxes. */
    public Host forThread(int number) {
        var uid = unprivilegedUid.isPresent() ? OptionalInt.of(unprivilegedUid.getAsInt() + number) : unprivilegedUid;
        return new Host(descriptors, processes, bubblewrap, filter, uid);
    }
}
