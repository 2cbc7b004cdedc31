package io.golden.orchestrator;

import static io.golden.orchestrator.WorkTest.OUTPUT;
import static io.golden.orchestrator.WorkTest.assertSettledAfterCancel;
import static io.golden.orchestrator.WorkTest.claim;
import static io.golden.orchestrator.WorkTest.step;
import static io.golden.orchestrator.WorkTest.taskWithStep;
import static org.assertj.core.api.Assertions.assertThat;

import io.golden.test.Eventually;
import io.golden.test.Servers;
import io.golden.test.Tokens;
import io.nats.client.impl.Headers;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Results as they may come: by message, and with contents that are not what they seem. */
@QuarkusTest
class ResultsTest {
    @Test
    void aResultMayComeByMessageWithTheAgentsToken() throws Exception {
        // given
        var id = taskWithStep("talker");
        var lease = claim("talker-1", "talker", 1, 0).getFirst();
        var result = new JsonObject()
                .put("step_id", lease.getString("step_id"))
                .put("fencing_token", lease.getLong("fencing_token"))
                .put("output", OUTPUT)
                .put("tokens_used", 7);

        // when: an impostor first, then the agent, twice
        try (var nats = Servers.nats().connectAs("agents")) {
            for (var sender : List.of("impostor-1", "talker-1", "talker-1")) {
                var headers = new Headers()
                        .add("Golden-Token", Tokens.agent(sender, "talker").sign())
                        .add("Nats-Msg-Id", UUID.randomUUID().toString());
                nats.jetStream()
                        .publish("task.result." + id, headers, result.encode().getBytes(StandardCharsets.UTF_8));
            }
        }

        // then
        Eventually.eventually(() -> assertThat(step(id).getString("state")).isEqualTo("done"));
        assertThat(step(id).getLong("tokens_used")).isEqualTo(7);
        assertSettledAfterCancel(id);
    }

    @Test
    void whatTheDatabaseCannotHoldIsRefusedAndWhatOnlyLooksLikeItIsNot() {
        // given
        taskWithStep("odd");
        var lease = claim("odd-1", "odd", 1, 0).getFirst();

        // when
        var nul = TestAgents.complete("odd-1", "odd", lease, JsonObject.of("text", "a\0b"), 1);
        var escaped = TestAgents.complete("odd-1", "odd", lease, JsonObject.of("text", "a\\u0000b"), 1);

        // then
        assertThat(nul.statusCode()).isEqualTo(422);
        assertThat(escaped.statusCode()).isEqualTo(200);
    }
}
