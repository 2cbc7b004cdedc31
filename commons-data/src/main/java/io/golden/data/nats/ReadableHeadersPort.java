package io.golden.data.nats;

import io.nats.client.impl.SocketDataPortWithWriteTimeout;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;

/**
 * The client's socket, whose reader never meets headers that it cannot read: one such message from anybody would drop the
 * connection each time that it is delivered, and with it whatever is under way. The client makes one for each connection, by its
 * name.
 */
@RegisterForReflection
public final class ReadableHeadersPort extends SocketDataPortWithWriteTimeout {
    private final byte[] received = new byte[1 << 16];
    private final ReadableFrames frames = new ReadableFrames();
    private byte[] ready = {};
    private int position;

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (position == ready.length) {
            int read = super.read(received, 0, received.length);
            if (read < 0) {
                return read;
            }
            ready = frames.after(received, read);
            position = 0;
        }
        int given = Math.min(length, ready.length - position);
        System.arraycopy(ready, position, into, offset, given);
        position += given;
        return given;
    }
}
