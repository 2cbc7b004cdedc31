package io.golden.e2e;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waiting with a deadline. */
final class Soon {
    private Soon() {}

    /** Asks again and again until the answer comes without a failure; the last failure is thrown when time is up. */
    static <T> T within(Duration patience, Callable<T> question) {
        var deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return question.call();
            } catch (Exception | AssertionError e) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("still so after " + patience + ": " + e.getMessage(), e);
                }
            }
            Api.pause(Duration.ofMillis(250));
        }
    }
}
