package io.golden.sandbox.memory;

import java.util.List;

/** Limits the total memory of the one box that a slot runs at a time. */
public sealed interface MemoryLimiter permits ControlGroup, ResidentMemory {
    /** Put before the command of a box, so that it starts under the limit; may be empty. */
    List<String> launchPrefix();

    /**
     * The same limiter for a thread that starts one box after the other: they start under the limit without being moved
     * there. To be used and closed by that thread alone.
     */
    default MemoryLimiter ofThisThread() {
        return this;
    }

    /** To be called before a box is made. */
    default void makeRoom() {}

    /**
     * Starts to count for a box that was made.
     *
     * @param heldKb what its processes have already, in KiB
     */
    Watch watch(long limitBytes, long heldKb);

    /** How {@code GET /isolation} calls it. */
    String name();

    /** Removes what the limiter keeps on the machine. */
    void close();

    /** One box under watch; used by one thread. */
    interface Watch {
        /** Looks at the box whose first process this is; true when it has used more than it may. */
        boolean exceeded(int firstProcess);

        /** Whether the limit was hit, after the box has ended. */
        boolean wasExceeded();

        /** The most that was seen, in KiB. */
        long peakKb();
    }
}
