package io.golden.test.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The API document of the running service, asked for what it must say of each operation. */
record ApiDocument(JsonNode tree) {
    private static final Set<String> VERBS = Set.of("get", "put", "post", "delete", "patch", "head", "options");
    private static final String ENVELOPE = "#/components/schemas/ErrorBody";

    private record Operation(String path, String verb, JsonNode says) {
        String name() {
            return verb + " " + path;
        }

        Stream<String> successes() {
            return says.path("responses")
                    .propertyStream()
                    .map(entry -> entry.getKey())
                    .filter(s -> s.startsWith("2"));
        }

        boolean creates() {
            return verb.equals("POST") && successes().anyMatch("201"::equals);
        }

        boolean takes(String header) {
            return says.path("parameters")
                    .valueStream()
                    .anyMatch(parameter -> parameter.path("name").asText().equals(header));
        }
    }

    static ApiDocument parse(String json) {
        try {
            return new ApiDocument(new ObjectMapper().readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "no JSON: " + json.lines().findFirst().orElse(""), e);
        }
    }

    /** The documented successes, and 500, that the scraped metrics do not count yet. */
    List<String> missingSeries(String metrics) {
        var lines = metrics.lines()
                .filter(line -> line.startsWith("http_requests_total{"))
                .toList();
        return operations()
                .flatMap(operation -> Stream.concat(operation.successes(), Stream.of("500"))
                        .filter(status -> lines.stream().noneMatch(line -> counts(line, operation, status)))
                        .map(status -> operation.name() + " " + status))
                .toList();
    }

    private static boolean counts(String line, Operation operation, String status) {
        return line.contains("route=\"" + operation.path() + "\"")
                && line.contains("method=\"" + operation.verb() + "\"")
                && line.contains("status=\"" + status + "\"");
    }

    List<String> withoutErrorBody() {
        return operations()
                .filter(operation -> !operation
                        .says()
                        .at("/responses/default/content/application~1json/schema/$ref")
                        .asText()
                        .equals(ENVELOPE))
                .map(Operation::name)
                .toList();
    }

    List<String> creatingWithoutIdempotencyKey() {
        return operations()
                .filter(Operation::creates)
                .filter(operation -> !operation.takes("Idempotency-Key"))
                .map(Operation::name)
                .toList();
    }

    private Stream<Operation> operations() {
        return tree.path("paths")
                .propertyStream()
                .flatMap(path -> path.getValue()
                        .propertyStream()
                        .filter(entry -> VERBS.contains(entry.getKey()))
                        .map(entry -> new Operation(
                                path.getKey(), entry.getKey().toUpperCase(Locale.ROOT), entry.getValue())));
    }
}
