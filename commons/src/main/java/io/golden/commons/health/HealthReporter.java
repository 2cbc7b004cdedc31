package io.golden.commons.health;

import io.smallrye.mutiny.Uni;

/** What {@code GET /health} answers. A service that speaks for others brings its own. */
public interface HealthReporter {
    /** The report of the moment. Never fails. */
    Uni<HealthReport> report();
}
