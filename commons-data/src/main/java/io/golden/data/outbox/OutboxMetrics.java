package io.golden.data.outbox;

import io.golden.commons.correlation.Correlation;
import io.golden.data.background.BackgroundLoop;
import io.golden.data.background.BackgroundWork;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/** {@code outbox_pending} and {@code outbox_oldest_seconds}, looked up every few seconds: a scrape must not cost a query. */
@ApplicationScoped
class OutboxMetrics {
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final Pool pool;
    private final BackgroundWork background;
    private volatile OutboxTable.Backlog backlog = new OutboxTable.Backlog(0, 0);
    private BackgroundLoop loop;

    OutboxMetrics(Pool pool, BackgroundWork background, MeterRegistry metrics) {
        this.pool = pool;
        this.background = background;
        Gauge.builder("outbox_pending", () -> backlog.pending())
                .description("Messages that wait for their publication")
                .register(metrics);
        Gauge.builder("outbox_oldest_seconds", () -> backlog.oldestSeconds())
                .description("How long the oldest waiting message has waited")
                .register(metrics);
    }

    void start(@Observes StartupEvent event) {
        loop = BackgroundLoop.start(
                "outbox-metrics",
                INTERVAL,
                () -> backlog = background.await(Correlation.fresh(), TIMEOUT, () -> OutboxTable.backlog(pool)));
    }

    void stop(@Observes ShutdownEvent event) {
        loop.close();
    }
}
