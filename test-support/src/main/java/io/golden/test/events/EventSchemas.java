package io.golden.test.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.golden.test.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The schemas of {@code docs/events/}, by the types they list in {@code x-golden-types} and their
 * {@code x-golden-schema}. Consumers ignore fields they don't know, so the files allow more; what Golden itself publishes
 * must be described whole, so here a field that a schema does not name is an error.
 */
public final class EventSchemas {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, JsonSchema> byType = new HashMap<>();

    private EventSchemas() {}

    /** Reads them all. */
    public static EventSchemas load() {
        var schemas = new EventSchemas();
        files().forEach(schemas::add);
        return schemas;
    }

    /** The schema files. */
    public static List<Path> files() {
        try (Stream<Path> files = Files.list(Checkout.file("docs/events"))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with a message of that {@code Golden-Event-Type} and {@code Golden-Schema}; empty when nothing is. */
    public List<String> problems(String type, int schema, String payload) {
        var known = byType.get(type + " " + schema);
        if (known == null) {
            return List.of(type + ", schema " + schema + ": no file in docs/events/ lists it in x-golden-types");
        }
        try {
            return known.validate(JSON.readTree(payload)).stream()
                    .map(problem -> type + ": " + problem.getMessage())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of(type + ": no JSON: " + e.getMessage());
        }
    }

    JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(Path file) {
        try {
            var tree = JSON.readTree(Files.readString(file));
            close(tree);
            var config = SchemaValidatorsConfig.builder()
                    .formatAssertionsEnabled(true)
                    .build();
            var compiled = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(tree, config);
            compiled.initializeValidators();
            tree.path("x-golden-types").forEach(type -> {
                var before = byType.put(
                        type.asText() + " " + tree.path("x-golden-schema").asInt(), compiled);
                if (before != null) {
                    throw new IllegalStateException(file + ": " + type.asText() + " is described twice");
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        schema.forEach(EventSchemas::close);
    }
}
