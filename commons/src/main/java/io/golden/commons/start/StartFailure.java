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
        if (variable.equals("LOG_LEVEL")) {
            return variable + " must be error, warn, info or debug";
        }
        var expected = EXPECTED.matcher(message);
        return variable + " must be " + (expected.find() ? form(expected.group(1)) : form(message));
    }

    /** Config tells of integers by name, and of other types in the words of their converter. */
    private static String form(String told) {
        if (told.equals("integer") || told.equals("long")) {
            return "a whole number";
        }
        if (told.contains("true or false")) {
            return "true or false";
        }
        if (told.contains("Invalid duration")) {
            return "a duration like 500ms, 10s or 15m";
        }
        return told.contains("Illegal character in")
                ? "a URL like http://host:8080"
                : "well formed: see docs/configuration.md";
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
