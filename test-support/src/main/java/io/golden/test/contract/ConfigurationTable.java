package io.golden.test.contract;

import io.golden.test.Checkout;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappingInterface;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code docs/configuration.md} against the code: each property of each {@code @ConfigMapping} has a row that starts with
 * its variable and its default, as in {@code | `RATE_LIMIT_ADMIN` | 100 | …}.
 */
public final class ConfigurationTable {
    private ConfigurationTable() {}

    /** The rows that the table lacks for the mappings compiled into that folder. */
    public static List<String> missing(Path classes) {
        var lines = lines(Checkout.file("docs/configuration.md"));
        return mappings(classes)
                .flatMap(ConfigurationTable::rows)
                .filter(row -> lines.stream().noneMatch(line -> line.startsWith(row)))
                .sorted()
                .toList();
    }

    private static Stream<String> rows(Class<?> mapping) {
        var prefix = mapping.getAnnotation(ConfigMapping.class).prefix();
        return ConfigMappings.getProperties(ConfigClass.configClass(mapping, prefix)).entrySet().stream()
                .map(property -> row(property.getKey(), fallback(property.getValue())));
    }

    private static String fallback(ConfigMappingInterface.Property property) {
        if (property.isPrimitive() && property.asPrimitive().hasDefaultValue()) {
            return property.asPrimitive().getDefaultValue();
        }
        return property.isLeaf() && property.asLeaf().hasDefaultValue()
                ? property.asLeaf().getDefaultValue()
                : "";
    }

    private static String row(String property, String fallback) {
        var variable =
                property.replace("[*]", "").replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
        return "| `" + variable + "` | " + (fallback.isEmpty() ? "" : fallback + " ") + "|";
    }

    private static Stream<Class<?>> mappings(Path classes) {
        try (var files = Files.walk(classes)) {
            return files
                    .map(file -> classes.relativize(file).toString())
                    .filter(name -> name.endsWith(".class"))
                    .flatMap(name -> load(name).stream())
                    .filter(type -> type.isInterface() && type.isAnnotationPresent(ConfigMapping.class))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Class<?>> load(String file) {
        var name = file.substring(0, file.length() - ".class".length()).replace('/', '.');
        try {
            return Optional.of(Class.forName(name, false, Thread.currentThread().getContextClassLoader()));
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty();
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
