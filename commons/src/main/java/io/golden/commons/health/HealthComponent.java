package io.golden.commons.health;

import io.smallrye.mutiny.Uni;

/** A dependency that {@code GET /health} asks, in parallel with the others, at most 1 s, cached 1 s. Any bean of this type is asked. */
public interface HealthComponent {
    /** The key under {@code components}. */
    String name();

    /** What its loss makes of the whole: {@code UNHEALTHY} answers 503. */
    HealthState whenLost();

    /** Completes when the component answered; a failure means lost. */
    Uni<Void> probe();
}
