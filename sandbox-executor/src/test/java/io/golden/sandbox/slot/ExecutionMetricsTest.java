package io.golden.sandbox.slot;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ExecutionMetricsTest {
    @Test
    void theDepthOfTheQueueIsToldForAsLongAsTheServiceLives() {
        var registry = new SimpleMeterRegistry();
        var queue = new AtomicInteger(3);
        new ExecutionMetrics(registry, () -> queue.get());

        awaitCollection();

        assertThat(registry.get("sandbox_execution_queue_depth").gauge().value())
                .isEqualTo(3);
    }

    /** Returns once what nobody holds has been collected. */
    private static void awaitCollection() {
        var nobodys = new WeakReference<>(new Object());
        while (nobodys.get() != null) {
            System.gc();
        }
    }
}
