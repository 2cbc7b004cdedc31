package io.golden.sandbox.linux;

import java.util.LinkedHashSet;
import java.util.Set;

/** The descriptors of one run: whatever happens, all of them are closed at its end. */
public final class OwnedDescriptors implements AutoCloseable {
    private final Descriptors descriptors;
    private final Set<Integer> open = new LinkedHashSet<>();

    public OwnedDescriptors(Descriptors descriptors) {
        this.descriptors = descriptors;
    }

    public int own(int descriptor) {
        open.add(descriptor);
        return descriptor;
    }

    public Descriptors.Pipe own(Descriptors.Pipe pipe) {
        own(pipe.readEnd());
        own(pipe.writeEnd());
        return pipe;
    }

    /** Closes one before the end; a second time does nothing. */
    public void close(int descriptor) {
        if (open.remove(descriptor)) {
            descriptors.close(descriptor);
        }
    }

    @Override
    public void close() {
        Set.copyOf(open).forEach(this::close);
    }
}
