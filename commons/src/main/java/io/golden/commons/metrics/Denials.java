package io.golden.commons.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;

/** {@code rbac_permission_denied_total}. */
@Singleton
@Startup
public final class Denials {
    private final Counter denied;

    Denials(MeterRegistry registry) {
        this.denied = Counter.builder("rbac.permission.denied")
                .description("Requests refused for want of a permission")
                .register(registry);
    }

    public void count() {
        denied.increment();
    }
}
