package io.golden.supervisor.synthesis;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;

/** {@code llm_validation_failures_total} by reason, at zero from the start. */
@Startup
@ApplicationScoped
class ValidationFailures {
    /** Why an answer was refused. */
    enum Reason {
        JSON,
        SCHEMA,
        INJECTION
    }

    ValidationFailures(MeterRegistry registry) {
        for (var reason : Reason.values()) {
            Counter.builder("llm_validation_failures")
                    .tag("reason", reason.name().toLowerCase(java.util.Locale.ROOT))
                    .description("Answers of a model that were refused")
                    .register(registry);
        }
    }
}
