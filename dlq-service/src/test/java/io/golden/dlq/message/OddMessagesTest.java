package io.golden.dlq.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.golden.dlq.Dead;
import io.golden.test.Servers;
import io.nats.client.api.StreamConfiguration;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody sends on purpose, and what must be decided all the same. */
@QuarkusTest
class OddMessagesTest {
    @ParameterizedTest
    @ValueSource(ints = {Integer.MAX_VALUE, Integer.MAX_VALUE - 1})
    void aMessageThatSaysItLivedForEverIsClosedOrForced(int requeues) {
        // given
        var closed = lived(requeues);
        var forced = lived(requeues);

        // then
        Dead.resolve(closed, "{\"note\": \"x\", \"requeue\": true}")
                .then()
                .statusCode(409)
                .body("error_code", equalTo("state.conflict"));
        Dead.resolve(closed, "{\"note\": \"x\"}").then().statusCode(200);
        Dead.resolve(forced, "{\"note\": \"x\", \"requeue\": true, \"force\": true}")
                .then()
                .statusCode(200);
        assertThat(Dead.row(forced)).containsEntry("requeues", Integer.MAX_VALUE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data    | {\"note\": \"x\", \"requeue\": true, \"data\": \"a\\u0000b\"}",
                "data    | {\"note\": \"x\", \"requeue\": true, \"data\": \"a\\ud800b\"}",
                "data    | {\"note\": \"x\", \"requeue\": true, \"data\": {\"a\": [\"\\udc00\"]}}",
                "note    | {\"note\": \"x\\ud800\"}",
                "note    | {\"note\": \"x\\u0000\"}",
                "subject | {\"note\": \"x\", \"requeue\": true, \"subject\": \"prc.\\ud800.request\"}"
            })
    void whatCannotBeStoredIsRefusedByName(String field, String body) {
        var id = letter(subject(), Map.of());

        Dead.resolve(id, body).then().statusCode(422).body("details.errors.field", hasItem(field));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"\\u0000\": \"\\u0000\"}",
                "\"{\\\"\\\\u0000\\\":1}\"",
                "\"{\\\"a\\\":\\\"\\\\ud800\\\",\\\"\\\\ud800\\\":1}\""
            })
    void escapesOfSuchCharactersAreSentAndShown(String data) {
        // given
        var id = letter(subject(), Map.of());

        // then
        Dead.resolve(id, "{\"note\": \"x\", \"requeue\": true, \"data\": %s}".formatted(data))
                .then()
                .statusCode(200);
        Dead.admin("ada").get("/api/v1/dlq/" + id).then().statusCode(200);
    }

    @Test
    void aTabInAHeaderStaysOne() {
        // given
        var subject = subject();
        var id = letter(subject, Map.of("X-Columns", "a\tb"));

        // when
        Dead.resolve(id, "{\"note\": \"x\", \"requeue\": true}").then().statusCode(200);

        // then
        assertThat(Dead.stored("PRC", subject).getFirst().getHeaders().getFirst("X-Columns"))
                .isEqualTo("a\tb");
    }

    @Test
    void whereTheServiceMayNotPublishTheCallerIsToldSo() {
        // given a stream of the operators, which dlq-service has no rights in
        var stream = "OWN" + UUID.randomUUID().toString().replace("-", "");
        var subject = "own." + stream;
        Dead.with(nats -> nats.jetStreamManagement()
                .addStream(StreamConfiguration.builder()
                        .name(stream)
                        .subjects(subject)
                        .build()));
        var id = letter("prc.1.request", Map.of("Golden-Original-Subject", subject));

        // then
        Dead.resolve(id, "{\"note\": \"x\", \"requeue\": true}")
                .then()
                .statusCode(503)
                .body("message", containsString("may lack the right to publish to " + subject));
    }

    private static long lived(int requeues) {
        var id = letter(subject(), Map.of());
        Servers.postgres().execute("update dlq.dlq_messages set requeues = ? where id = ?", requeues, id);
        return id;
    }

    private static long letter(String subject, Map<String, String> more) {
        return Dead.letter(subject, "{}".getBytes(StandardCharsets.UTF_8), more);
    }

    private static String subject() {
        return "prc." + UUID.randomUUID() + ".response";
    }
}
