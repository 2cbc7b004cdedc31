package io.golden.commons.start;

import io.golden.commons.configuration.InvalidConfiguration;
import io.quarkus.runtime.QuarkusBindException;
import io.smallrye.config.ConfigValidationException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Why a service does not start, where it is the environment's fault: one line with the variable's name, never its value. */
final class StartFailure {
    private static final Pattern PROPERTY = Pattern.compile("config property (\\S+)");
    private static final Pattern EXPECTED = Pattern.compile("Expected an? ([a-z ]+) value");

    private StartFailure() {}

    /** The line, or empty when it is not the environment's fault. */
    static Optional<String> line(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .flatMap(cause -> of(cause).stream())
                .findFirst();
    }

    private static Optional<String> of(Throwable cause) {
        return switch (cause) {
            case InvalidConfiguration invalid -> Optional.of(invalid.getMessage());
            case ConfigValidationException invalid -> Optional.of(first(invalid));
            case QuarkusBindException _ -> Optional.of("PORT and MANAGEMENT_PORT must be free ports: one is taken");
            default -> Optional.empty();
        };
    }

    private static String first(ConfigValidationException invalid) {
        var message = invalid.getProblem(0).getMessage();
        var property = PROPERTY.matcher(message);
        var variable = property.find() ? variable(property.group(1)) : "The configuration";
        if (message.contains("is required")) {
            return variable + " must be set";
        }
        var expected = EXPECTED.matcher(message);
        return variable + " must be " + (expected.find() ? "of the form: " + expected.group(1) : "well formed");
    }

    private static String variable(String property) {
        return switch (property) {
            case "quarkus.http.port" -> "PORT";
            case "quarkus.management.port" -> "MANAGEMENT_PORT";
            case "quarkus.log.level" -> "LOG_LEVEL";
            case "quarkus.shutdown.timeout" -> "SHUTDOWN_TIMEOUT";
            default -> property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
        };
    }
}
