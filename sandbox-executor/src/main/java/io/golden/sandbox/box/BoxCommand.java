package io.golden.sandbox.box;

import io.golden.sandbox.language.Runtime;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;

/** The command that makes a box: bubblewrap's arguments, and what its first process does. */
final class BoxCommand {
    static final int REPORT_DESCRIPTOR = 3;
    /** A line with the limits lets the first process start the program; the end of it lets it go. */
    static final int ORDERS_DESCRIPTOR = 4;

    static final int FILTER_DESCRIPTOR = 5;
    static final int NOTHING_DESCRIPTOR = 6;
    /** Everything a program can write to stands on this one file system. */
    static final String WRITABLE = "box";

    static final String WORK = "work";
    static final String ARTIFACTS = "artifacts";

    private static final Path PROGRAMS = Path.of("/usr/bin");
    private static final long WRITABLE_BYTES = 64L << 20;
    private static final String UID = "65534";
    /** Dash itself is one of the processes that the kernel counts. */
    private static final int OWN_PROCESSES = 1;

    private static final int BLOCK_BYTES = 512;

    /**
     * The first process of a box: says that the box is made, waits for the limits, sets them, says that it did, runs the
     * program without the descriptors that are not its own, kills whatever it left behind, tells its exit code, and stays
     * until its files have been read. It reaps what the program orphans, and when it ends the kernel ends everything else
     * in the box. Signals that end a shell end only what it does: a trap, unlike what is ignored, is not inherited by the
     * program.
     */
    private static final String FIRST_PROCESS = """
            cd /box/work || exit 126
            unset PWD OLDPWD
            echo made >&3
            read -r p n f t v <&4 || exit 124
            ulimit -c 0 && ulimit -p "$p" && ulimit -n "$n" && ulimit -f "$f" && ulimit -t "$t" && ulimit -v "$v" || exit 125
            exec 5>&2 2>/dev/null
            trap : HUP INT TERM
            echo started >&3
            "$@" 2>&5 3>&- 4>&- 5>&-
            code=$?
            exec 0<&- 1>&- 5>&-
            kill -9 -1
            echo "$code" >&3
            read -r end <&4
            """;

    private BoxCommand() {}

    static List<String> of(Path bubblewrap, OptionalInt uid, List<String> launchPrefix, Runtime runtime) {
        var command = new ArrayList<>(launchPrefix);
        if (!launchPrefix.isEmpty()) {
            // Root's prefix: it is given up after it. Half of what setpriv takes; capabilities go with user 0.
            uid.ifPresent(id -> command.addAll(List.of(
                    Host.PROGRAM_THAT_CHANGES_USER.toString(),
                    "--userspec=+%d:+%d".formatted(id, id),
                    "--groups=",
                    "/")));
        }
        command.add(bubblewrap.toString());
        isolation(command);
        runtime(command, runtime);
        writable(command);
        command.addAll(List.of("--remount-ro", "/", "--", "/usr/bin/sh", "-c", FIRST_PROCESS, "sh"));
        command.addAll(runtime.command());
        command.add("/box/work/" + runtime.language().mainFile());
        return List.copyOf(command);
    }

    private static void isolation(List<String> command) {
        command.addAll(List.of("--unshare-user", "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"));
        command.addAll(List.of("--unshare-cgroup", "--disable-userns", "--as-pid-1", "--die-with-parent"));
        command.addAll(List.of("--new-session", "--uid", UID, "--gid", UID, "--cap-drop", "ALL", "--clearenv"));
        command.addAll(List.of("--hostname", "sandbox", "--seccomp", Integer.toString(FILTER_DESCRIPTOR)));
    }

    private static void runtime(List<String> command, Runtime runtime) {
        var programs = runtime.programs().filter(folder -> Files.isExecutable(folder.resolve("sh")));
        var visible = new TreeSet<>(runtime.visible());
        programs.ifPresent(folder -> {
            visible.removeIf(path -> path.startsWith(PROGRAMS));
            command.addAll(List.of("--ro-bind", folder.toString(), PROGRAMS.toString()));
        });
        visible.forEach(path -> command.addAll(List.of("--ro-bind", path.toString(), path.toString())));
        if (programs.isEmpty()) {
            command.addAll(List.of("--ro-bind", "/bin/sh", "/usr/bin/sh"));
        }
        runtime.links().forEach((path, target) -> {
            if (!visible.contains(Path.of(path))
                    && (programs.isEmpty() || !Path.of(path).startsWith(PROGRAMS))) {
                command.addAll(List.of("--symlink", target, path));
            }
        });
        for (var name : List.of("bin", "lib", "lib64")) {
            if (Files.isSymbolicLink(Path.of("/", name))) {
                command.addAll(List.of("--symlink", "usr/" + name, "/" + name));
            }
        }
        command.addAll(List.of("--proc", "/proc"));
        for (var device : List.of("null", "zero", "full", "random", "urandom")) {
            command.addAll(List.of("--dev-bind", "/dev/" + device, "/dev/" + device));
        }
        Map.of("fd", "", "stdin", "/0", "stdout", "/1", "stderr", "/2")
                .forEach((name, end) -> command.addAll(List.of("--symlink", "/proc/self/fd" + end, "/dev/" + name)));
    }

    private static void writable(List<String> command) {
        command.addAll(List.of("--perms", "0000", "--file", Integer.toString(NOTHING_DESCRIPTOR), "/etc/passwd"));
        command.addAll(List.of("--perms", "0755", "--size", Long.toString(WRITABLE_BYTES), "--tmpfs", "/box"));
        command.addAll(List.of("--dir", "/box/work", "--dir", "/box/tmp", "--symlink", "/box/tmp", "/tmp"));
        command.addAll(List.of("--dir", "/box/shm", "--symlink", "/box/shm", "/dev/shm"));
    }

    /** What the first process waits for. */
    static byte[] orders(Limits limits) {
        return "%d %d %d %d %d\n"
                .formatted(
                        processes(limits),
                        limits.openFiles(),
                        ((long) limits.fileMb() << 20) / BLOCK_BYTES,
                        cpuSeconds(limits),
                        addressSpaceBytes(limits) >> 10)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Those of a program, and the first. */
    static long processes(Limits limits) {
        return limits.processes() + OWN_PROCESSES;
    }

    /** The wall clock ends it before. */
    static long cpuSeconds(Limits limits) {
        return Math.max(1, limits.timeout().toSeconds()) + 1;
    }

    static long addressSpaceBytes(Limits limits) {
        return (long) limits.addressSpaceMb() << 20;
    }
}
