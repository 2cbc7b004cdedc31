package io.golden.commons.health;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/** Really asks each component, all at once, at most 1 s; whoever asks within a second gets the same answer. */
@ApplicationScoped
public class Components {
    private static final Logger LOG = Logger.getLogger(Components.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration CACHED = Duration.ofSeconds(1);

    private final List<HealthComponent> components;
    private final Uni<Map<String, HealthState>> states;
    private volatile long answeredAt = System.nanoTime();

    Components(@Any Instance<HealthComponent> components) {
        this.components = components.stream().toList();
        this.states = Uni.createFrom()
                .deferred(this::ask)
                .onItem()
                .invoke(() -> answeredAt = System.nanoTime())
                .memoize()
                .until(this::isOld);
    }

    /** The state of each component by its name, {@code api} included. Never fails. */
    public Uni<Map<String, HealthState>> states() {
        return states;
    }

    private boolean isOld() {
        return System.nanoTime() - answeredAt >= CACHED.toNanos();
    }

    private Uni<Map<String, HealthState>> ask() {
        if (components.isEmpty()) {
            return Uni.createFrom().item(Map.of("api", HealthState.HEALTHY));
        }
        return Uni.join()
                .all(components.stream().map(Components::ask).toList())
                .andFailFast()
                .map(asked -> {
                    var states = new TreeMap<String, HealthState>();
                    states.put("api", HealthState.HEALTHY);
                    for (int i = 0; i < asked.size(); i++) {
                        states.put(components.get(i).name(), asked.get(i));
                    }
                    return states;
                });
    }

    private static Uni<HealthState> ask(HealthComponent component) {
        return Uni.createFrom()
                .deferred(component::probe)
                .replaceWith(HealthState.HEALTHY)
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .invoke(failure -> LOG.warnf("Health: %s does not answer: %s", component.name(), failure.getMessage()))
                .onFailure()
                .recoverWithItem(component::whenLost);
    }
}
