package io.golden.data.background;

import java.util.concurrent.Executor;

/** Where blocking calls of other libraries may wait. */
public final class VirtualThreads {
    /** Starts a virtual thread for each task. */
    public static final Executor EXECUTOR =
            task -> Thread.ofVirtual().name("work-", 0).start(task);

    private VirtualThreads() {}
}
