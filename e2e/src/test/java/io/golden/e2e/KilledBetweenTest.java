package io.golden.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.e2e.NatsProxy.Frame;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.PublishOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * supervisor-service, killed with SIGKILL between two steps that nothing can put together: the second one is held back on
 * its way to NATS, or its answer on the way back. {@code GOLDEN_FAULTS=5000 ./golden test e2e}.
 */
@Journey
@EnabledIfEnvironmentVariable(named = "GOLDEN_FAULTS", matches = "[0-9]+")
class KilledBetweenTest {
    private static final String SERVICE = "supervisor-service";
    private static final String SUBJECT = "supervisor.escalation";
    private static final String RESOLVED = "event.supervisor.escalation.resolved";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Not what the service has that comes after it: a redeploy changes the durable while a message is in its hands. */
    private static final Map<String, String> CONFIGURED_OTHERWISE =
            Map.of("CONSUMER_ACK_WAIT", "3s", "CONSUMER_RETRY_DELAYS", "1s,1s");

    private UUID id = UUID.randomUUID();

    @BeforeEach
    void anotherEscalation() {
        id = UUID.randomUUID();
    }

    @AfterAll
    static void everythingRunsAsBefore() throws Exception {
        Suite.golden("up");
    }

    @Test
    void between_the_work_and_its_acknowledgement_it_is_done_once() throws Exception {
        killedWhen(frame -> frame.isAnswer("ESCALATIONS", "+ACK"), () -> publish(escalation("low")));

        assertThat(done()).isEqualTo(1);
        withTheServiceBack(KilledBetweenTest::acknowledged);
        assertThat(done()).isEqualTo(1);
        assertThat(dead()).isZero();
    }

    @Test
    void between_the_dead_letter_and_the_termination_it_is_dead_once() throws Exception {
        killedWhen(frame -> frame.isAnswer("ESCALATIONS", "+TERM"), () -> publish(escalation("unheard of")));

        Soon.within(PATIENCE, () -> assertThat(dead()).isEqualTo(1));
        withTheServiceBack(KilledBetweenTest::acknowledged);
        assertThat(dead()).isEqualTo(1);
        assertThat(done()).isZero();
    }

    @Test
    void between_the_publication_and_its_mark_it_is_published_once() throws Exception {
        publish(escalation("low"));
        Soon.within(PATIENCE, () -> assertThat(done()).isEqualTo(1));
        var reply = new AtomicReference<>("none");

        killedWhen(
                frame -> {
                    var wanted = frame.replyOf(RESOLVED);
                    if (frame.body().contains(id.toString()) && !wanted.isEmpty()) {
                        reply.set(wanted);
                    }
                    return !frame.fromService() && frame.head().startsWith("MSG " + reply.get() + " ");
                },
                () -> Soon.within(
                        PATIENCE,
                        () -> Api.operator()
                                .post(
                                        "/api/v1/escalations/" + id + "/resolve",
                                        Map.of("decision", "cancel", "note", "x"))
                                .ok()));

        assertThat(published()).isEqualTo(1);
        assertThat(unmarked()).isEqualTo(1);
        withTheServiceBack(() -> assertThat(unmarked()).isZero());
        assertThat(published()).isEqualTo(1);
    }

    /** Starts it behind a proxy, in the place of all its replicas, and kills it when the frame is held. */
    private void killedWhen(Predicate<Frame> held, Act act) throws Exception {
        Suite.golden("up");
        var start = Suite.commandOf(SERVICE + "-1");
        var nats = URI.create(start.environment().get("NATS_URL"));
        Suite.kill(SERVICE);
        try (var proxy = new NatsProxy(nats.getPort(), held)) {
            start.environment().putAll(CONFIGURED_OTHERWISE);
            start.environment().put("NATS_URL", nats.toString().replace(":" + nats.getPort(), ":" + proxy.port()));
            var process = start.start();
            try {
                act.run();
                proxy.awaitHeld();
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
    }

    /** All its replicas as they were, until the assertion holds. */
    private static void withTheServiceBack(Act assertion) throws Exception {
        Suite.golden("up");
        Soon.within(PATIENCE, () -> {
            assertion.run();
            return true;
        });
    }

    private void publish(String payload) throws Exception {
        try (var nats = connect()) {
            nats.jetStream()
                    .publish(
                            SUBJECT,
                            payload.getBytes(StandardCharsets.UTF_8),
                            PublishOptions.builder().messageId(id.toString()).build());
        }
    }

    private String escalation(String severity) {
        return """
                {"escalation_id": "%s", "tenant_id": "default", "reason": "%s", "severity": "%s",
                 "pattern_type": "process_issue", "suggested_fix": "", "evidence": {}}""".formatted(id, id, severity);
    }

    private long done() {
        return Database.number("select count(*) from supervisor.escalations where reason = ?", id.toString());
    }

    private long dead() {
        return Database.number("select count(*) from dlq.dlq_messages where data like '%' || ? || '%'", id.toString());
    }

    private long unmarked() {
        return Database.number(
                "select count(*) from supervisor.outbox where payload like '%' || ? || '%' and sent_at is null",
                id.toString());
    }

    /** Nothing of the stream waits for an answer any more. */
    private static void acknowledged() throws Exception {
        try (var nats = connect()) {
            var durable = nats.jetStreamManagement().getConsumerInfo("ESCALATIONS", "supervisor-escalations");
            assertThat(durable.getNumAckPending()).isZero();
            assertThat(durable.getNumPending()).isZero();
        }
    }

    /** How often the stream has the event. */
    private long published() throws Exception {
        try (var nats = connect()) {
            long found = 0;
            for (long from = 1; ; from++) {
                try {
                    var message = nats.jetStreamManagement().getNextMessage("EVENTS", from, RESOLVED);
                    from = message.getSeq();
                    found += new String(message.getData(), StandardCharsets.UTF_8).contains(id.toString()) ? 1 : 0;
                } catch (JetStreamApiException e) {
                    return found;
                }
            }
        }
    }

    private static Connection connect() throws IOException, InterruptedException {
        return Nats.connect(Options.builder()
                .server(Suite.env("NATS_URL"))
                .inboxPrefix("_INBOX.operators.")
                .build());
    }

    private interface Act {
        void run() throws Exception;
    }
}
