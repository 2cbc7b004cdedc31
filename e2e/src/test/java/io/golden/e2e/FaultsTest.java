package io.golden.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Everything that carries messages is killed with SIGKILL while thousands are on their way; in the end it is counted:
 * sent = done + dead, and nothing twice. {@code GOLDEN_FAULTS=5000 ./golden test e2e}, the number of messages.
 */
@Journey
@EnabledIfEnvironmentVariable(named = "GOLDEN_FAULTS", matches = "[0-9]+")
class FaultsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final String mark = "fault " + UUID.randomUUID();
    private final String began = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();

    @Test
    void sent_is_done_plus_dead_whatever_is_killed() throws Exception {
        int messages = Integer.parseInt(Suite.env("GOLDEN_FAULTS"));
        var escalations = new Escalations(mark);

        escalations.publish(messages / 2);
        Suite.kill("supervisor-service");
        Suite.golden("up");
        escalations.publish(messages / 4);
        Suite.kill("dlq-service");
        Suite.killComponent("nats");
        Suite.golden("up");
        escalations.publish(messages / 8);
        Suite.kill("supervisor-service");
        Suite.killComponent("postgres");
        Suite.golden("up");
        escalations.publish(messages / 8);

        escalations.awaitAll();
        redriveMended(escalations.poisoned());
    }

    /** What died is dead for the same reason still: the redrive stops after its canary and sends no more. */
    private void redriveMended(long poisoned) {
        var redrive = Api.admin()
                .post(
                        "/api/v1/dlq/redrive",
                        Map.of("filter", Map.of("subject", "supervisor.escalation", "since", began), "note", mark))
                .ok();
        var stopped = Soon.within(PATIENCE, () -> {
            var now = Api.admin()
                    .get("/api/v1/dlq/redrives/" + redrive.path("id").asText())
                    .ok();
            assertThat(now.path("state").asText()).isEqualTo("stopped");
            return now;
        });
        assertThat(stopped.path("sent").asInt()).isEqualTo(1);
        assertThat(stopped.path("total").asLong()).isGreaterThanOrEqualTo(poisoned);
    }
}
