package io.golden.dlq.capture;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** {@code dlq_messages_total{subject}}: dead letters captured, by subject with its ids replaced by {@code *}. */
@Startup
@ApplicationScoped
class CaptureMetrics {
    private static final List<String> KNOWN = List.of(
            "prc.*.response",
            "prc.*.result",
            "supervisor.escalation",
            "task.result.*",
            "event.supervisor.escalation.resolved");

    private final MeterRegistry meters;

    CaptureMetrics(MeterRegistry meters) {
        this.meters = meters;
        KNOWN.forEach(subject -> meters.counter("dlq_messages", "subject", subject));
    }

    /** @param subject its ids replaced */
    void captured(String subject, long messages) {
        meters.counter("dlq_messages", "subject", subject).increment(messages);
    }
}
