package io.golden.sandbox.isolation;

import io.golden.commons.health.HealthComponent;
import io.golden.commons.health.HealthState;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** The isolation as a component of {@code GET /health}: without it the service is of no use. */
@ApplicationScoped
class IsolationHealth implements HealthComponent {
    private final Isolation isolation;

    IsolationHealth(Isolation isolation) {
        this.isolation = isolation;
    }

    @Override
    public String name() {
        return "isolation";
    }

    @Override
    public HealthState whenLost() {
        return HealthState.UNHEALTHY;
    }

    @Override
    public Uni<Void> probe() {
        var complaints = isolation.complaints();
        return complaints.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.createFrom().failure(new IllegalStateException(String.join("; ", complaints)));
    }
}
