package io.golden.sandbox.slot;

import io.golden.sandbox.box.BoxStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** What is counted of every run; all of it at zero from the start. */
final class ExecutionMetrics {
    private static final double[] BUCKETS_SECONDS = {0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300};

    private final Counter executions;
    private final Counter timeouts;
    private final Counter failures;
    private final DistributionSummary time;

    ExecutionMetrics(MeterRegistry registry, Supplier<Number> waiting) {
        executions = Counter.builder("sandbox_executions")
                .description("Programs that were run")
                .register(registry);
        timeouts = Counter.builder("sandbox_executions_timeout")
                .description("Programs whose time was up")
                .register(registry);
        failures = Counter.builder("sandbox_execution_failures")
                .description("Programs that ended in any other way than exit code 0, and boxes that could not be made")
                .register(registry);
        time = DistributionSummary.builder("sandbox_execution_time")
                .description("Seconds from the start of a box until nothing of it was left")
                .serviceLevelObjectives(BUCKETS_SECONDS)
                .register(registry);
        // Built from a supplier, the gauge holds it: registry.gauge would let it be collected, and tell NaN from then
        // on.
        Gauge.builder("sandbox_execution_queue_depth", waiting)
                .description("Programs that wait for a box")
                .register(registry);
    }

    /** Counts one submission that has come to its end, or the failure to make a box for it. */
    void count(Submission submission, Throwable failure) {
        if (failure != null) {
            executions.increment();
            failures.increment();
        } else if (submission instanceof Submission.Ran(var result)) {
            executions.increment();
            time.record(result.wall().toNanos() / 1e9);
            if (result.status() == BoxStatus.TIMEOUT) {
                timeouts.increment();
            }
            if (result.status() != BoxStatus.OK) {
                failures.increment();
            }
        }
    }
}
