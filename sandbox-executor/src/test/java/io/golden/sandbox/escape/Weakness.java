package io.golden.sandbox.escape;

import java.util.Locale;
import java.util.Map;

/**
 * One piece of the isolation taken away, in tests alone: a shell script stands before bubblewrap and changes its
 * arguments, so the service itself knows no way to switch a layer off. Each constant is a case of that script's loop
 * over the arguments: it may drop some ({@code shift}), or add to {@code args}, and falls through otherwise.
 */
public enum Weakness {
    /** Every system call that the kernel itself allows. */
    SECCOMP("--seccomp) shift 2; continue ;;"),
    /** Namespaces inside of the box's. */
    NESTED_NAMESPACES("--disable-userns) shift; continue ;;"),
    /** The machine's processes; nobody is killed then, since everybody would be. */
    PROCESSES("--unshare-pid | --as-pid-1) shift; continue ;;"),
    NETWORK("--unshare-net) shift; continue ;;"),
    IPC("--unshare-ipc) shift; continue ;;"),
    HOST_NAME("--unshare-uts) shift; continue ;;\n --hostname) shift 2; continue ;;"),
    CONTROL_GROUPS("--unshare-cgroup) shift; continue ;;"),
    /** User 0 of the box with every capability in it. */
    CAPABILITIES(
            "--cap-drop) args+=(--cap-add ALL); shift 2; continue ;;\n --uid | --gid) args+=($1 0); shift 2; continue ;;"),
    /** The session of whoever started the box. */
    SESSION("--new-session) shift; continue ;;"),
    /** The machine's /proc. */
    HOST_PROC("--proc) args+=(--ro-bind /proc /proc); shift 2; continue ;;"),
    /** More room to write than 64 MiB. */
    ROOM("--size) args+=(--size 268435456); shift 2; continue ;;"),
    /** A readable /etc/passwd. */
    PASSWD("--perms) if [[ $2 == 0000 ]]; then args+=(--ro-bind /etc/passwd /etc/passwd); shift 5; continue; fi ;;&"),
    /** The machine's files, read-only. */
    HOST_FILES(
            "--remount-ro) for path in /etc /home /root /var /sys /run /usr; do args+=(--ro-bind $path $path); done ;;&"),
    /** A root directory that can be written. */
    WRITABLE_ROOT("--remount-ro) shift 2; continue ;;"),
    /** A folder of the machine that can be written, where the runtime's own folders are. */
    WRITABLE_FOLDER("--remount-ro) args+=(--bind \"${0%/*}/scratch\" /usr/share/scratch) ;;&"),
    /** All devices that bubblewrap would offer, terminals among them. */
    DEVICES("--remount-ro) args+=(--dev /dev) ;;&"),
    /** A variable of the service's. */
    ENVIRONMENT("--clearenv) args+=(--setenv SERVICE_SECRET hush); shift; continue ;;"),
    /** No limit that the first process sets. */
    ULIMITS(""),
    /** The program inherits the pipes of the first process. */
    DESCRIPTORS(""),
    /** More time, output and memory than the attempt knows. */
    CLOCK(""),
    OUTPUT(""),
    MEMORY(""),
    /** What the program left is read as a careless reader would, following links. */
    CAREFUL_READER("");

    private final String cases;

    Weakness(String cases) {
        this.cases = cases;
    }

    static Weakness named(String name) {
        return valueOf(name.strip().toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Cases of the loop over the arguments before {@code --}. */
    String cases() {
        return cases;
    }

    /** What is replaced in the script of the box's first process. */
    Map<String, String> firstProcessEdits() {
        return switch (this) {
            case ULIMITS -> Map.of("ulimit -c 0 &&", "if false; then", "|| exit 125", "; fi");
            case DESCRIPTORS -> Map.of("3>&- 4>&- 5>&-", "");
            case PROCESSES -> Map.of("kill -9 -1", ":");
            default -> Map.of();
        };
    }
}
