package io.golden.test;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Waits for what happens soon, by looking again and again until a deadline. */
public final class Eventually {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Eventually() {}

    /** Repeats the assertion until it holds; after 30 s its last failure is thrown. */
    public static void eventually(ThrowingCallable assertion) {
        eventually(PATIENCE, assertion);
    }

    /** Repeats the assertion until it holds; after {@code patience} its last failure is thrown. */
    public static void eventually(Duration patience, ThrowingCallable assertion) {
        eventuallyGet(patience, () -> {
            try {
                assertion.call();
                return true;
            } catch (Exception | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
        });
    }

    /** Repeats the question until it answers without failing; after {@code patience} its last failure is thrown. */
    public static <T> T eventuallyGet(Duration patience, Callable<T> question) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return question.call();
            } catch (Exception | AssertionError failure) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("still so after " + patience + ": " + failure.getMessage(), failure);
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }
}
