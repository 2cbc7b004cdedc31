package io.golden.sandbox.isolation;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while a layer is missing; says which, and what of the machine would bring it back. */
@Readiness
@ApplicationScoped
class IsolationReadiness implements HealthCheck {
    private final Isolation isolation;

    IsolationReadiness(Isolation isolation) {
        this.isolation = isolation;
    }

    @Override
    public HealthCheckResponse call() {
        var complaints = isolation.complaints();
        var response = HealthCheckResponse.named("isolation").status(complaints.isEmpty());
        for (var index = 0; index < complaints.size(); index++) {
            response.withData("missing_" + (index + 1), complaints.get(index));
        }
        return response.build();
    }
}
