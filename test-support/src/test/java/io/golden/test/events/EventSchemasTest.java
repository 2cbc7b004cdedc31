package io.golden.test.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.golden.test.Checkout;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class EventSchemasTest {
    private static final String DIED = """
        {"id": 7, "original_subject": "task.result.1", "error_type": "lost", "error": "gone", "stream": "TASKS",
         "consumer": "c", "stream_seq": 9%s}\
        """;

    private final EventSchemas schemas = EventSchemas.load();

    @Test
    void whatIsDescribedIsFine() {
        assertThat(schemas.problems("dlq.message.lost", 1, DIED.formatted(""))).isEmpty();
    }

    @Test
    void aTypeWithoutASchemaIsNamed() {
        assertThat(schemas.problems("dlq.message.forgotten", 1, "{}"))
                .singleElement()
                .asString()
                .contains("dlq.message.forgotten", "docs/events/");
    }

    @Test
    void aFieldThatIsMissingMisspelledOrOfAnotherTypeIsNamed() {
        assertThat(schemas.problems(
                        "dlq.message.lost", 1, DIED.replace("\"id\": 7,", "").formatted("")))
                .singleElement()
                .asString()
                .contains("'id'");
        assertThat(schemas.problems("dlq.message.lost", 1, DIED.formatted(", \"extra\": 1")))
                .singleElement()
                .asString()
                .contains("'extra'");
        assertThat(schemas.problems(
                        "dlq.message.lost", 1, DIED.replace("7", "\"7\"").formatted("")))
                .singleElement()
                .asString()
                .contains("integer");
    }

    @Test
    void theListHasARowForEachFile() throws Exception {
        var lines = Files.readAllLines(Checkout.file("docs/events.md"));

        for (var file : EventSchemas.files()) {
            var schema = new ObjectMapper().readTree(Files.readString(file));
            var row = lines.stream()
                    .filter(line -> line.contains("(events/" + file.getFileName() + ")"))
                    .findFirst();
            assertThat(row)
                    .as("row of %s in docs/events.md", file.getFileName())
                    .isPresent();
            assertThat(row.orElseThrow())
                    .contains(schema.path("x-golden-subject").asText());
            schema.path("x-golden-types")
                    .forEach(type -> assertThat(row.orElseThrow()).contains("`" + type.asText() + "`"));
        }
    }
}
