package io.golden.commons.trace;

import io.golden.commons.configuration.ServiceSettings;
import io.golden.commons.configuration.ThisInstance;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Chooses once, at start: OpenTelemetry's classes are not even loaded where no endpoint is set (docs/adr/0087). */
@Singleton
final class TracesProducer {
    private static final Logger LOG = Logger.getLogger(TracesProducer.class);

    @Produces
    @Singleton
    @Startup
    Traces traces(ServiceSettings settings, ThisInstance instance) {
        return endpoint(settings)
                .<Traces>map(endpoint -> {
                    LOG.infof("Traces are sent to %s", endpoint);
                    return new OtlpTraces(endpoint, instance);
                })
                .orElseGet(NoTraces::new);
    }

    void close(@Disposes Traces traces) {
        if (traces instanceof OtlpTraces sent) {
            sent.close();
        }
    }

    private static Optional<URI> endpoint(ServiceSettings settings) {
        return settings.otlpEndpoint()
                .or(() -> settings.jaegerEnabled() ? settings.jaegerEndpoint() : Optional.empty());
    }
}
