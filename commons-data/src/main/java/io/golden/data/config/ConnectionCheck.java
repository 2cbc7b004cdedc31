package io.golden.data.config;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import org.eclipse.microprofile.config.Config;

/** Stops a service whose connection URLs are missing or malformed, with one line that names the variable and its form. */
@ApplicationScoped
class ConnectionCheck {
    private final Config config;

    ConnectionCheck(Config config) {
        this.config = config;
    }

    void check(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
        var _ = ConnectionSettings.of(name -> config.getOptionalValue(name, String.class));
    }
}
