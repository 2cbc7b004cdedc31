package io.golden.agent;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting with a deadline. */
public final class Soon {
    private Soon() {}

    public static void until(BooleanSupplier condition) throws InterruptedException {
        var deadline = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it did not happen within 15 s");
            }
            Thread.sleep(10);
        }
    }
}
