package io.golden.commons.health;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while nothing is lost without which the service cannot work: of all dependencies, the database alone. */
@Readiness
@ApplicationScoped
class ReadinessProbe implements AsyncHealthCheck {
    private final Components components;

    ReadinessProbe(Components components) {
        this.components = components;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return components
                .states()
                .map(states -> HealthCheckResponse.builder()
                        .name("dependencies")
                        .status(!states.containsValue(HealthState.UNHEALTHY))
                        .build());
    }
}
