package io.golden.commons.metrics;

import io.golden.commons.configuration.ServiceSettings;
import io.quarkus.vertx.http.ManagementInterface;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** {@code PROMETHEUS_ENABLED=false}: {@code /metrics} is not there. What it would show is still counted, which is cheap. */
@Singleton
final class MetricsSwitch {
    private static final int BEFORE_METRICS = -1000;
    private static final int NOT_FOUND = 404;

    void register(@Observes ManagementInterface management, ServiceSettings settings) {
        if (!settings.prometheusEnabled()) {
            management
                    .router()
                    .get("/metrics")
                    .order(BEFORE_METRICS)
                    .handler(rc -> rc.response().setStatusCode(NOT_FOUND).end());
        }
    }
}
