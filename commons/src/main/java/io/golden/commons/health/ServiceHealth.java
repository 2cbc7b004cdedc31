package io.golden.commons.health;

import io.golden.commons.configuration.ThisInstance;
import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** One service's own health: its components. */
@ApplicationScoped
@DefaultBean
class ServiceHealth implements HealthReporter {
    private final Components components;
    private final ThisInstance instance;

    ServiceHealth(Components components, ThisInstance instance) {
        this.components = components;
        this.instance = instance;
    }

    @Override
    public Uni<HealthReport> report() {
        return components.states().map(states -> HealthReport.of(instance.version(), states, Map.of()));
    }
}
