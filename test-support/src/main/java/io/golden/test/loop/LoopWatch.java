package io.golden.test.loop;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails the test during which an event loop was blocked, with the stack that blocked it (docs/adr/0085). JUnit finds it
 * by META-INF/services in every module that has this jar among its tests; nobody has to name it.
 */
public final class LoopWatch implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
        LoopSampler.startOnce();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        fail(context);
    }

    /** What was found between the last test and here; the next class answers for what comes later. */
    @Override
    public void afterAll(ExtensionContext context) {
        fail(context);
    }

    private static void fail(ExtensionContext context) {
        var found = BlockedLoops.take();
        if (!found.isEmpty()) {
            throw new AssertionError("An event loop was blocked while " + context.getDisplayName()
                    + " ran: await without blocking, or run the method on a virtual thread.\n"
                    + String.join("\n", found));
        }
    }
}
