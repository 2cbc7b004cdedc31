package io.golden.sandbox.box;

import java.time.Duration;

/**
 * What a box may use.
 *
 * @param timeout wall clock, and CPU time of each process
 * @param memoryMb of all processes together
 * @param addressSpaceMb of each process
 * @param processes and threads, at once
 * @param outputBytes of stdout and stderr together
 */
public record Limits(
        Duration timeout, int memoryMb, int addressSpaceMb, int processes, int openFiles, int fileMb, int outputBytes) {
    public static final int DEFAULT_TIMEOUT_SECONDS = 30;
    public static final int DEFAULT_MEMORY_MB = 256;
    public static final int DEFAULT_PROCESSES = 64;
    public static final int DEFAULT_OUTPUT_BYTES = 1 << 20;
    private static final int OPEN_FILES = 64;
    private static final int FILE_MB = 10;

    /** The longest that a program may ask for. */
    public static final int LONGEST_TIMEOUT_SECONDS = 300;

    public static final Limits DEFAULTS =
            of(Duration.ofSeconds(DEFAULT_TIMEOUT_SECONDS), DEFAULT_MEMORY_MB, DEFAULT_PROCESSES, DEFAULT_OUTPUT_BYTES);

    public static Limits of(Duration timeout, int memoryMb, int processes, int outputBytes) {
        return new Limits(timeout, memoryMb, memoryMb, processes, OPEN_FILES, FILE_MB, outputBytes);
    }

    /** Whether a process with the other limits only has to lose something to have these. */
    boolean areWithin(Limits other) {
        return timeout.compareTo(other.timeout) <= 0
                && addressSpaceMb <= other.addressSpaceMb
                && processes <= other.processes
                && openFiles == other.openFiles
                && fileMb == other.fileMb;
    }

    public Limits withAddressSpaceOfAtLeast(int megabytes) {
        var addressSpace = Math.max(addressSpaceMb, megabytes);
        return new Limits(timeout, memoryMb, addressSpace, processes, openFiles, fileMb, outputBytes);
    }
}
