package io.golden.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.PublishOptions;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A message that nobody can read ends as a row, and goes back to its subject when an admin says so. */
@Journey
class PoisonMessageTest {
    @Test
    void a_poison_message_becomes_a_row_and_is_requeued_repaired() throws Exception {
        var id = UUID.randomUUID();
        publish("not JSON at all: " + id);
        var row = Soon.within(Duration.ofSeconds(30), () -> deadLetter(id.toString()));
        var listed = Api.operator()
                .get("/api/v1/dlq?resolved=false&subject=supervisor.escalation&limit=100")
                .ok();
        assertThat(listed.toString()).contains(id.toString());

        var resolved = Api.admin()
                .post(
                        "/api/v1/dlq/" + row + "/resolve",
                        Map.of("note", "repaired by hand", "requeue", true, "data", """
                        {"escalation_id": "%s", "tenant_id": "default", "reason": "from the dead", "severity": "low",
                         "pattern_type": "process_issue", "suggested_fix": "", "evidence": {}}""".formatted(id)));

        assertThat(resolved.ok().path("requeued").asBoolean()).isTrue();
        var escalation = Soon.within(
                Duration.ofSeconds(20),
                () -> Api.operator().get("/api/v1/escalations/" + id).ok());
        assertThat(escalation.path("reason").asText()).isEqualTo("from the dead");
        assertThat(Api.admin()
                        .post("/api/v1/dlq/" + row + "/resolve", Map.of("note", "again", "requeue", true))
                        .status())
                .isEqualTo(409);
        Api.operator()
                .post("/api/v1/escalations/" + id + "/resolve", Map.of("decision", "cancel", "note", "a test"))
                .ok();
    }

    private static long deadLetter(String mark) {
        return Database.number("select id from dlq.dlq_messages where data like '%' || ? || '%'", mark);
    }

    private static void publish(String text) throws Exception {
        var options = Options.builder()
                .server(Suite.env("NATS_URL"))
                .inboxPrefix("_INBOX.operators.")
                .build();
        try (var nats = Nats.connect(options)) {
            var message = NatsMessage.builder()
                    .subject("supervisor.escalation")
                    .headers(new Headers().add("Golden-Event-Type", "supervisor.escalation"))
                    .data(text, StandardCharsets.UTF_8)
                    .build();
            nats.jetStream()
                    .publish(
                            message,
                            PublishOptions.builder()
                                    .messageId(UUID.randomUUID().toString())
                                    .build());
        }
    }
}
