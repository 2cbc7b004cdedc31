package io.golden.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.PublishOptions;
import io.nats.client.api.PublishAck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Escalations that are sent to the supervisor and counted at both ends: each is done once or dead once. */
final class Escalations {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int EVERY_POISONED = 50;

    private final String mark;
    private long sent;
    private long poisoned;

    /** @param mark the reason that all of them give, by which they are found again */
    Escalations(String mark) {
        this.mark = mark;
    }

    long poisoned() {
        return poisoned;
    }

    /** Returns when NATS has acknowledged all of them. */
    void publish(int count) throws Exception {
        try (var nats = connect()) {
            var acks = new ArrayList<CompletableFuture<PublishAck>>();
            for (int i = 0; i < count; i++) {
                acks.add(publish(nats, UUID.randomUUID(), i % EVERY_POISONED == 0));
            }
            for (var ack : acks) {
                ack.get();
            }
        }
    }

    /** Waits until sent = done + dead; then nothing was counted twice and nothing died that is not poison. */
    void awaitAll() {
        Soon.within(PATIENCE, () -> {
            assertThat(done() + dead()).isEqualTo(sent);
            return true;
        });
        assertThat(dead()).isEqualTo(poisoned);
        assertThat(done()).isEqualTo(sent - poisoned);
        assertThat(twice()).isZero();
    }

    private CompletableFuture<PublishAck> publish(Connection nats, UUID id, boolean poison) throws IOException {
        sent++;
        poisoned += poison ? 1 : 0;
        return nats.jetStream()
                .publishAsync(
                        "supervisor.escalation",
                        payload(id, poison).getBytes(StandardCharsets.UTF_8),
                        PublishOptions.builder().messageId(id.toString()).build());
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

    private static Connection connect() throws IOException, InterruptedException {
        return Nats.connect(Options.builder()
                .server(Suite.env("NATS_URL"))
                .inboxPrefix("_INBOX.operators.")
                .maxReconnects(-1)
                .build());
    }
}
