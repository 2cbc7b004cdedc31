package io.golden.sandbox.box;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/** stdout and stderr of one box: together they hold no more than the cap, and say so where they were cut. */
final class CappedOutput {
    private final int cap;
    private final ByteArrayOutputStream[] streams = {new ByteArrayOutputStream(), new ByteArrayOutputStream()};
    private int taken;
    private boolean exceeded;

    CappedOutput(int cap) {
        this.cap = cap;
    }

    /** Takes what fits of the first bytes of the buffer; what comes after the cap is dropped. */
    void take(int stream, MemorySegment buffer, int count) {
        var fits = Math.min(cap - taken, count);
        taken += fits;
        streams[stream].writeBytes(buffer.asSlice(0, fits).toArray(ValueLayout.JAVA_BYTE));
        if (fits < count && !exceeded) {
            exceeded = true;
            streams[stream].writeBytes(
                    "\n[output truncated at %d bytes]\n".formatted(cap).getBytes(StandardCharsets.UTF_8));
        }
    }

    boolean exceeded() {
        return exceeded;
    }

    byte[] stdout() {
        return streams[0].toByteArray();
    }

    byte[] stderr() {
        return streams[1].toByteArray();
    }
}
