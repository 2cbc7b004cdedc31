package io.golden.data.http;

import static io.golden.test.Eventually.eventually;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.golden.data.app.Collector;
import io.golden.data.app.OtlpSpan;
import io.golden.test.Servers;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Against a collector of its own ({@link Collector}), with the spans as they come over the wire. */
@QuarkusTest
class TracesTest {
    private final String trace = UUID.randomUUID().toString().replace("-", "");
    private final String name = "traced-" + trace;

    @Test
    void aRequestsSpanIsTheChildOfItsCallersAndTheParentOfWhatItSends() {
        var id = given().header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .contentType("application/json")
                .body("{\"name\": \"%s\", \"manner\": \"WELL\"}".formatted(name))
                .post("/api/v1/deeds")
                .then()
                .statusCode(200)
                .extract()
                .<String>path("id");

        eventually(() -> assertThat(Collector.spans(trace)).hasSize(1));
        var span = Collector.spans(trace).getFirst();
        assertThat(span.name()).isEqualTo("POST /api/v1/deeds");
        assertThat(span.kind()).isEqualTo(OtlpSpan.SERVER);
        assertThat(span.parentId()).isEqualTo("00f067aa0ba902b7");
        var sent = Servers.postgres()
                .query("select headers->>'traceparent' as it from orchestrator.outbox where id = ?::uuid", id)
                .getFirst();
        assertThat(sent).containsEntry("it", "00-" + trace + "-" + span.spanId() + "-01");
    }

    @Test
    void aMessagesSpanIsTheChildOfItsSenders() throws Exception {
        var headers = new Headers().put("traceparent", "00-" + trace + "-00f067aa0ba902b8-01");
        try (var nats = Servers.nats().connect()) {
            nats.jetStream()
                    .publish(NatsMessage.builder()
                            .subject("prc.8.result")
                            .headers(headers)
                            .data("{\"name\": \"%s\", \"manner\": \"WELL\"}".formatted(name))
                            .build());
        }

        eventually(() -> assertThat(Collector.spans(trace)).hasSize(1));
        var span = Collector.spans(trace).getFirst();
        assertThat(span.name()).isEqualTo("orchestrator-review-results");
        assertThat(span.kind()).isEqualTo(OtlpSpan.CONSUMER);
        assertThat(span.parentId()).isEqualTo("00f067aa0ba902b8");
    }

    @Test
    void anUnsampledTraceIsNotSent() {
        given().header("traceparent", "00-" + trace + "-00f067aa0ba902b7-00")
                .get("/health")
                .then()
                .statusCode(200);
        var later = UUID.randomUUID().toString().replace("-", "");
        given().header("traceparent", "00-" + later + "-00f067aa0ba902b7-01")
                .get("/health")
                .then()
                .statusCode(200);

        eventually(() -> assertThat(Collector.spans(later)).hasSize(1));
        assertThat(Collector.spans(trace)).isEmpty();
    }
}
