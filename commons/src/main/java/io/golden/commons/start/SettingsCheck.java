package io.golden.commons.start;

import io.golden.commons.configuration.InvalidConfiguration;
import io.golden.commons.configuration.ServiceSettings;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;

/** What can be well formed and wrong all the same stops the service too. */
@Singleton
final class SettingsCheck {
    void check(@Observes @Priority(2) StartupEvent start, ServiceSettings settings) {
        settings.environment();
        var limits = settings.rateLimit();
        Map.of(
                        "ADMIN", limits.admin(),
                        "OPERATOR", limits.operator(),
                        "DEVELOPER", limits.developer(),
                        "OBSERVER", limits.observer(),
                        "AGENT", limits.agent(),
                        "ANONYMOUS", limits.anonymous())
                .forEach((role, limit) -> {
                    if (limit < 0) {
                        throw new InvalidConfiguration(
                                "RATE_LIMIT_" + role, "requests a minute, a whole number from 0 (unlimited)");
                    }
                });
    }
}
