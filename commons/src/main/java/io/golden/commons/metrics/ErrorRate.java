package io.golden.commons.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLongArray;

/** The share of answers of the last minute that were the service's own fault (5xx), 0 to 1: gauge {@code error_rate}. */
@Singleton
final class ErrorRate {
    private static final int SECONDS = 60;

    /** Per second of the last minute: answers, errors, and the second they belong to. */
    private final AtomicLongArray answers = new AtomicLongArray(SECONDS);

    private final AtomicLongArray errors = new AtomicLongArray(SECONDS);
    private final AtomicLongArray second = new AtomicLongArray(SECONDS);
    private final Clock clock;

    @Inject
    ErrorRate(MeterRegistry registry) {
        this(registry, Clock.systemUTC());
    }

    ErrorRate(MeterRegistry registry, Clock clock) {
        this.clock = clock;
        Gauge.builder("error.rate", this, ErrorRate::value)
                .description("Share of answers of the last minute with a status of 500 or more")
                .register(registry);
    }

    void count(boolean error) {
        long now = clock.instant().getEpochSecond();
        int slot = (int) (now % SECONDS);
        if (second.getAndSet(slot, now) != now) {
            answers.set(slot, 0);
            errors.set(slot, 0);
        }
        answers.incrementAndGet(slot);
        if (error) {
            errors.incrementAndGet(slot);
        }
    }

    double value() {
        long oldest = clock.instant().getEpochSecond() - SECONDS;
        long all = 0;
        long bad = 0;
        for (int slot = 0; slot < SECONDS; slot++) {
            if (second.get(slot) > oldest) {
                all += answers.get(slot);
                bad += errors.get(slot);
            }
        }
        return all == 0 ? 0 : (double) bad / all;
    }
}
