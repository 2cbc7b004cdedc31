package io.golden.auth.audit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/** {@code audit_seal_behind_seconds}, {@code audit_sealed_rows_total}, {@code audit_chain_broken_total}. */
@Startup
@Singleton
final class SealMetrics {
    private final Counter rows;
    private final Counter broken;
    private volatile long caughtUpNanos = System.nanoTime();

    SealMetrics(MeterRegistry registry) {
        rows = Counter.builder("audit_sealed_rows_total")
                .description("Rows of the audit log that this replica put under seals")
                .register(registry);
        broken = Counter.builder("audit_chain_broken_total")
                .description("Seals found gone or replaced since they were made")
                .register(registry);
        Gauge.builder("audit_seal_behind_seconds", this, SealMetrics::behindSeconds)
                .description("Since when this replica last knew every row to be under a seal, or another replica at it")
                .register(registry);
    }

    void caughtUp() {
        caughtUpNanos = System.nanoTime();
    }

    /** The other replica speaks for both. */
    void otherIsAtIt() {
        caughtUp();
    }

    void sealed(int count) {
        rows.increment(count);
    }

    void broken() {
        broken.increment();
    }

    private double behindSeconds() {
        return (double) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - caughtUpNanos) / 1_000;
    }
}
