package io.golden.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.PublishOptions;
import io.nats.client.api.PublishAck;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
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
    private static final int EVERY_POISONED = 50;

    private final String mark = "fault " + UUID.randomUUID();
    private final Map<UUID, Boolean> sent = new LinkedHashMap<>();
    private final String began = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();

    @Test
    void sent_is_done_plus_dead_whatever_is_killed() throws Exception {
        int messages = Integer.parseInt(Suite.env("GOLDEN_FAULTS"));
        try (var nats = connect()) {
            publish(nats, messages / 2);
            Suite.kill("supervisor-service");
            Suite.golden("up");
            publish(nats, messages / 4);
            Suite.kill("dlq-service");
            Suite.killComponent("nats");
            Suite.golden("up");
            publish(nats, messages / 8);
            Suite.kill("supervisor-service");
            Suite.killComponent("postgres");
            Suite.golden("up");
            publish(nats, messages / 8);
        }

        long poisoned = sent.values().stream().filter(poison -> poison).count();
        Soon.within(PATIENCE, () -> {
            assertThat(done() + dead()).isEqualTo(sent.size());
            return true;
        });
        assertThat(dead()).isEqualTo(poisoned);
        assertThat(done()).isEqualTo(sent.size() - poisoned);
        assertThat(twice()).isZero();
        redriveMended(poisoned);
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

    /** Returns when NATS has acknowledged all of them. */
    private void publish(Connection nats, int count) throws Exception {
        var acks = new ArrayList<CompletableFuture<PublishAck>>();
        for (int i = 0; i < count; i++) {
            var id = UUID.randomUUID();
            boolean poison = i % EVERY_POISONED == 0;
            sent.put(id, poison);
            acks.add(nats.jetStream()
                    .publishAsync(
                            "supervisor.escalation",
                            payload(id, poison).getBytes(StandardCharsets.UTF_8),
                            PublishOptions.builder().messageId(id.toString()).build()));
        }
        for (var ack : acks) {
            ack.get();
        }
    }

    private String payload(UUID id, boolean poison) {
        return """
                {"escalation_id": "%s", "tenant_id": "default", "reason": "%s", "severity": "%s",
                 "pattern_type": "process_issue", "suggested_fix": "", "evidence": {}}""".formatted(id, mark, poison ? "unheard of" : "low");
    }

    private long done() {
        return Database.number("select count(*) from supervisor.escalations where reason = ?", mark);
    }

    private long dead() {
        return Database.number(
                "select count(*) from dlq.dlq_messages where data like '%' || ? || '%' and requeues = 0", mark);
    }

    /** Messages that are dead more than once, or both dead and done. */
    private long twice() {
        return Database.number("""
                select count(*) from (
                    select data::jsonb ->> 'escalation_id' as id from dlq.dlq_messages
                    where data like '%' || ? || '%' and requeues = 0
                    union all
                    select id::text from supervisor.escalations where reason = ?
                ) ends
                group by id having count(*) > 1
                union all select 0 order by 1 desc limit 1
                """, mark, mark);
    }

    private static Connection connect() throws Exception {
        return Nats.connect(Options.builder()
                .server(Suite.env("NATS_URL"))
                .inboxPrefix("_INBOX.operators.")
                .maxReconnects(-1)
                .build());
    }
}
