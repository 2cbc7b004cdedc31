package io.golden.commons.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.LongAdder;

/** Counts what the caches of this service knew: gauge {@code cache_hit_ratio}, 0 to 1, 0 before the first read. */
@Singleton
@Startup
public final class CacheStats {
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();

    CacheStats(MeterRegistry registry) {
        Gauge.builder("cache.hit.ratio", this, CacheStats::ratio)
                .description("Share of cache reads that were answered from the cache")
                .register(registry);
    }

    public void hit() {
        hits.increment();
    }

    public void miss() {
        misses.increment();
    }

    private double ratio() {
        double known = hits.sum();
        double all = known + misses.sum();
        return all == 0 ? 0 : known / all;
    }
}
