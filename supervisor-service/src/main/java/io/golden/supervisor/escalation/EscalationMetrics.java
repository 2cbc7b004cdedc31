package io.golden.supervisor.escalation;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** {@code escalation_resolution_time} and {@code supervisor_unresolved_escalations}, the same number in every replica. */
@ApplicationScoped
class EscalationMetrics {
    private static final Logger LOG = Logger.getLogger(EscalationMetrics.class);
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final Pool pool;
    private final DistributionSummary resolutionSeconds;
    private final AtomicLong unresolved = new AtomicLong();

    EscalationMetrics(Pool pool, MeterRegistry registry) {
        this.pool = pool;
        // Seconds, under the name that dashboards know, which has no unit in it.
        this.resolutionSeconds = DistributionSummary.builder("escalation_resolution_time")
                .description("Seconds from an escalation to its resolution")
                .serviceLevelObjectives(10, 30, 60, 120, 300, 600, 1_800, 3_600, 14_400, 86_400)
                .register(registry);
        Gauge.builder("supervisor_unresolved_escalations", unresolved, AtomicLong::doubleValue)
                .description("Escalations that nobody has resolved")
                .register(registry);
    }

    void start(@Observes StartupEvent event, Vertx vertx) {
        look();
        vertx.setPeriodic(LOOK.toMillis(), _ -> look());
    }

    private void look() {
        pool.query("select count(*) from escalations where state <> 'resolved'")
                .execute()
                .ifNoItem()
                .after(LOOK)
                .fail()
                .subscribe()
                .with(
                        rows -> unresolved.set(rows.iterator().next().getLong(0)),
                        failure -> LOG.debugf("unresolved escalations could not be counted: %s", failure.getMessage()));
    }

    void resolved(Escalation escalation) {
        escalation
                .resolvedAt()
                .ifPresent(at -> resolutionSeconds.record(
                        Duration.between(escalation.createdAt(), at).toMillis() / 1000.0));
    }
}
