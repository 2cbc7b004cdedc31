package io.golden.dlq.capture;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code dlq_messages_total{subject}}: dead letters captured, by subject with its ids replaced by {@code *}. A
 * sender may name any subject: the first {@value #MOST} have a series of their own.
 */
@Startup
@ApplicationScoped
class CaptureMetrics {
    private static final List<String> KNOWN = List.of(
            "prc.*.response",
            "prc.*.result",
            "supervisor.escalation",
            "task.result.*",
            "event.supervisor.escalation.resolved");

    private static final int MOST = 200;
    private static final int LONGEST = 200;
    private static final String OTHERS = "(others)";

    private final MeterRegistry meters;
    private final Set<String> subjects = new HashSet<>(KNOWN);

    CaptureMetrics(MeterRegistry meters) {
        this.meters = meters;
        KNOWN.forEach(subject -> meters.counter("dlq_messages", "subject", subject));
    }

    /** @param subject its ids replaced */
    void captured(String subject, long messages) {
        meters.counter("dlq_messages", "subject", label(subject)).increment(messages);
    }

    private synchronized String label(String subject) {
        var label = subject.substring(0, Math.min(subject.length(), LONGEST));
        if (subjects.size() < MOST) {
            subjects.add(label);
        }
        return subjects.contains(label) ? label : OTHERS;
    }
}
