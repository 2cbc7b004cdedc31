package io.golden.commons.log;

import io.golden.commons.configuration.InvalidConfiguration;
import io.golden.commons.configuration.ThisInstance;
import io.quarkus.bootstrap.logging.InitialConfigurator;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.logging.Handler;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logmanager.handlers.AsyncHandler;
import org.jboss.logmanager.handlers.ConsoleHandler;

/** {@code LOG_FORMAT}: {@code json} in the suite's own flat form, or {@code text} for people. */
@Singleton
final class LogFormat {
    private final String format;
    private final ThisInstance instance;

    LogFormat(@ConfigProperty(name = "log.format", defaultValue = "json") String format, ThisInstance instance) {
        this.format = format;
        this.instance = instance;
    }

    /** Before all other observers, so that what they say is in the form already. */
    void apply(
            @Observes @Priority(1) StartupEvent start,
            @ConfigProperty(name = "quarkus.log.console.json.enabled") boolean json) {
        if (!format.equalsIgnoreCase("json") && !format.equalsIgnoreCase("text")) {
            throw new InvalidConfiguration("LOG_FORMAT", "json or text");
        }
        if (json) {
            Arrays.stream(InitialConfigurator.DELAYED_HANDLER.getHandlers()).forEach(this::apply);
        }
    }

    private void apply(Handler handler) {
        switch (handler) {
            case AsyncHandler async -> Arrays.stream(async.getHandlers()).forEach(this::apply);
            case ConsoleHandler console -> console.setFormatter(new FlatJson(instance.service()));
            default -> {}
        }
    }
}
