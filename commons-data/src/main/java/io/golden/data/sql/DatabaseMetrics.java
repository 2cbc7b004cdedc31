package io.golden.data.sql;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.stream.Stream;

/** What the client itself counts of queries and connections, under the names that dashboards rely on. */
@ApplicationScoped
class DatabaseMetrics {
    private static final String CLIENT_TIMER = "postgresql.processing";
    private static final String QUERY_DURATION = "database.query.duration";
    private static final String CLIENT_ACTIVE = "sql.pool.active";
    private static final double[] BUCKETS = Stream.of(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 5_000)
            .mapToDouble(millis -> Duration.ofMillis(millis).toNanos())
            .toArray();

    private final Pool pool;
    private final MeterRegistry metrics;
    private final int maxConnections;

    DatabaseMetrics(Pool pool, MeterRegistry metrics, DatabaseSettings settings) {
        this.pool = pool;
        this.metrics = metrics;
        this.maxConnections = settings.maxConns();
    }

    void start(@Observes StartupEvent event) {
        Gauge.builder("database_connections_active", this::active)
                .description("Connections that work for somebody")
                .register(metrics);
        Gauge.builder("database_connections_idle", () -> Math.max(0, pool.size() - active()))
                .description("Connections that wait in the pool")
                .register(metrics);
        Gauge.builder("database_connections_max", () -> maxConnections)
                .description("DATABASE_MAX_CONNS")
                .register(metrics);
    }

    private double active() {
        var gauge = metrics.find(CLIENT_ACTIVE).gauge();
        return gauge == null ? 0 : gauge.value();
    }

    @Produces
    @Singleton
    static MeterFilter queryDuration() {
        return new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                return id.getName().equals(CLIENT_TIMER) ? id.withName(QUERY_DURATION) : id;
            }

            @Override
            public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
                return id.getName().equals(QUERY_DURATION)
                        ? DistributionStatisticConfig.builder()
                                .serviceLevelObjectives(BUCKETS)
                                .build()
                                .merge(config)
                        : config;
            }
        };
    }
}
