package io.golden.dlq.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class CaptureMetricsTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CaptureMetrics metrics = new CaptureMetrics(meters);

    @Test
    void subjectsThatAnybodyMayInventAreAFewSeries() {
        for (int i = 0; i < 1_000; i++) {
            metrics.captured("x".repeat(500) + i, 1);
            metrics.captured("invented-" + i, 1);
        }

        assertThat(meters.getMeters()).hasSize(201);
        assertThat(meters.counter("dlq_messages", "subject", "(others)").count())
                .isGreaterThan(700);
        assertThat(meters.counter("dlq_messages", "subject", "x".repeat(200)).count())
                .isEqualTo(1_000);
    }
}
