package io.golden.supervisor.suite;

import io.golden.commons.configuration.ThisInstance;
import io.golden.commons.health.Components;
import io.golden.commons.health.HealthReport;
import io.golden.commons.health.HealthReporter;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** {@code GET /health} of the whole suite: our own components and every service, asked at once and kept for a second. */
@ApplicationScoped
class SuiteHealth implements HealthReporter {
    private static final Duration CACHED = Duration.ofSeconds(1);

    private final Uni<HealthReport> report;

    SuiteHealth(Components components, SuiteServices services, ThisInstance instance) {
        this.report = Uni.createFrom()
                .deferred(() -> Uni.combine()
                        .all()
                        .unis(components.states(), services.states())
                        .asTuple()
                        .map(both -> HealthReport.of(instance.version(), both.getItem1(), both.getItem2())))
                .memoize()
                .forFixedDuration(CACHED);
    }

    @Override
    public Uni<HealthReport> report() {
        return report;
    }
}
