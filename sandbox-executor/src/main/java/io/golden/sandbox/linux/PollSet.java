package io.golden.sandbox.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A fixed set of descriptors that one thread waits for; a descriptor of -1 is not waited for. */
public final class PollSet {
    private static final int ENTRY_BYTES = 8;
    private static final short POLLIN = 1;

    private final Descriptors descriptors;
    private final MemorySegment entries;
    private final int size;

    public PollSet(Descriptors descriptors, Arena arena, int... waitedFor) {
        this.descriptors = descriptors;
        this.size = waitedFor.length;
        this.entries = arena.allocate((long) size * ENTRY_BYTES, Integer.BYTES);
        for (var index = 0; index < size; index++) {
            entries.set(ValueLayout.JAVA_INT, (long) index * ENTRY_BYTES, waitedFor[index]);
            entries.set(ValueLayout.JAVA_SHORT, (long) index * ENTRY_BYTES + 4, POLLIN);
        }
    }

    /** Waits at most this long; whether anything is ready. */
    public boolean await(long millis) {
        return descriptors.poll(entries, size, (int) Math.clamp(millis, 0, Integer.MAX_VALUE)) > 0;
    }

    /** Whether the last wait found something to read, or the other end closed. */
    public boolean ready(int index) {
        return entries.get(ValueLayout.JAVA_SHORT, (long) index * ENTRY_BYTES + 6) != 0;
    }

    public void forget(int index) {
        entries.set(ValueLayout.JAVA_INT, (long) index * ENTRY_BYTES, -1);
        entries.set(ValueLayout.JAVA_SHORT, (long) index * ENTRY_BYTES + 6, (short) 0);
    }
}
