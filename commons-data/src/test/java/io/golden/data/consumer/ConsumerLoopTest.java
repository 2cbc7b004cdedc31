package io.golden.data.consumer;

import static io.golden.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.golden.data.app.Deed;
import io.golden.data.app.Deed.Manner;
import io.golden.data.app.Deeds;
import io.golden.data.nats.NatsConnection;
import io.golden.test.Servers;
import io.golden.test.Tokens;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.MessageInfo;
import io.nats.client.impl.Headers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ConsumerLoopTest {
    @Inject
    Deeds deeds;

    @Inject
    ObjectMapper json;

    @Inject
    NatsConnection connection;

    private final String name = UUID.randomUUID().toString();
    private Connection nats;

    @BeforeEach
    void connect() {
        nats = Servers.nats().connect();
        eventually(() -> assertThat(nats.jetStreamManagement().getStreamNames()).contains("PRC", "DLQ", "TASKS"));
    }

    @AfterEach
    void disconnect() throws InterruptedException {
        nats.close();
    }

    @Test
    void aMessageIsDoneOnceHoweverOftenItComes() throws Exception {
        var headers = new Headers().put("Golden-Message-Id", name);

        for (int i = 0; i < 5; i++) {
            send("prc." + i + ".result", headers, Deed.well(name));
        }

        eventually(
                () -> assertThat(pending("PRC", "orchestrator-review-results")).isZero());
        assertThat(Deeds.rows(name)).isEqualTo(1);
        assertThat(deeds.calls(name)).isEqualTo(1);
    }

    @Test
    void aFailureIsTriedAgain() throws Exception {
        send("prc.1.result", new Headers(), new Deed(name, Manner.FAIL_ONCE));

        eventually(() -> assertThat(Deeds.rows(name)).isEqualTo(1));
        assertThat(deeds.calls(name)).isEqualTo(2);
    }

    @Test
    void theFifthFailureIsADeadLetterWithItsStory() throws Exception {
        var headers = new Headers()
                .put("Golden-Message-Id", name)
                .put("Golden-Tenant", "acme")
                .put("X-Request-ID", "request-of-" + name)
                .put("Nats-Msg-Id", name);

        send("prc.7.result", headers, new Deed(name, Manner.FAIL));

        var letter = eventuallyDeadLetter("dlq.prc.7.result");
        assertThat(deeds.calls(name)).isEqualTo(5);
        assertThat(Deeds.rows(name)).isZero();
        assertThat(json.readValue(letter.getData(), Deed.class).name()).isEqualTo(name);
        var told = letter.getHeaders();
        assertThat(told.getLast("Golden-Message-Id")).isEqualTo(name);
        assertThat(told.getLast("Golden-Tenant")).isEqualTo("acme");
        assertThat(told.getLast("X-Request-ID")).isEqualTo("request-of-" + name);
        assertThat(told.getLast("Golden-Original-Subject")).isEqualTo("prc.7.result");
        assertThat(told.getLast("Golden-Stream")).isEqualTo("PRC");
        assertThat(told.getLast("Golden-Consumer")).isEqualTo("orchestrator-review-results");
        assertThat(told.getLast("Golden-Deliveries")).isEqualTo("5");
        assertThat(told.getLast("Golden-Requeues")).isEqualTo("0");
        assertThat(told.getLast("Golden-Error-Type")).isEqualTo("IllegalStateException");
        assertThat(told.getLast("Golden-Error")).isEqualTo("it failed");
        assertThat(told.getLast("Golden-Failed-At")).matches("\\d{4}-.*Z");
        assertThat(told.getLast("Nats-Msg-Id"))
                .isEqualTo("dlq:PRC:orchestrator-review-results:" + told.getLast("Golden-Stream-Seq"));
    }

    @Test
    void poisonAmongGoodOnesIsDeadAtOnceAndTheGoodOnesFlowOn() throws Exception {
        for (int i = 0; i < 50; i++) {
            send("prc." + i + ".result", new Headers(), Deed.well(name + "-" + i));
            if (i % 10 == 0) {
                nats.jetStream().publish("prc.bad" + i + ".result", "{not json".getBytes(StandardCharsets.UTF_8));
                send("prc.never" + i + ".result", new Headers(), new Deed(name, Manner.POISON));
            }
        }

        eventually(() -> assertThat(Deeds.like(name + "-%")).hasSize(50));
        for (int i = 0; i < 50; i += 10) {
            assertThat(eventuallyDeadLetter("dlq.prc.bad" + i + ".result")
                            .getHeaders()
                            .getLast("Golden-Error-Type"))
                    .isEqualTo("malformed");
            var poison = eventuallyDeadLetter("dlq.prc.never" + i + ".result").getHeaders();
            assertThat(poison.getLast("Golden-Deliveries")).isEqualTo("1");
            assertThat(poison.getLast("Golden-Error")).isEqualTo("never like this");
        }
    }

    @Test
    void aMessageWhoseHeadersTheClientCannotReadIsDeadAtOnceAndTheGoodOnesFlowOn() throws Exception {
        // given headers as NATS takes them from anybody
        var unreadable =
                List.of("X-V: \u00e4\r\n", "X V: 1\r\n", ": 1\r\n", "none\r\n", "\u00e4: 1\r\n", "X\u007f: \u0001\r\n");
        long sessions = connection.sessions();

        // when
        for (int i = 0; i < unreadable.size(); i++) {
            var lines = (unreadable.get(i) + "X-Good: kept\r\n").getBytes(StandardCharsets.UTF_8);
            Servers.nats()
                    .publishRaw("prc." + name + "-" + i + ".result", lines, json.writeValueAsBytes(Deed.well(name)));
            send("prc." + i + ".result", new Headers(), Deed.well(name + "-" + i));
        }

        // then
        eventually(() -> assertThat(Deeds.like(name + "-%")).hasSize(unreadable.size()));
        assertThat(Deeds.like(name + "-%")).allSatisfy(deed -> assertThat(deed).containsEntry("times", 1L));
        for (int i = 0; i < unreadable.size(); i++) {
            var letter = eventuallyDeadLetter("dlq.prc." + name + "-" + i + ".result");
            assertThat(json.readValue(letter.getData(), Deed.class).name()).isEqualTo(name);
            assertThat(letter.getHeaders().getLast("Golden-Error-Type")).isEqualTo("malformed");
            assertThat(letter.getHeaders().getLast("Golden-Deliveries")).isEqualTo("1");
            assertThat(letter.getHeaders().getLast("X-Good")).isEqualTo("kept");
            assertThat(letter.getHeaders().containsKey("Golden-Unreadable-Headers"))
                    .isFalse();
        }
        assertThat(connection.sessions()).isEqualTo(sessions);
    }

    @Test
    void whatAnAgentSaysOfItsMessageCountsAsFarAsItCanBeTrue() throws Exception {
        // given
        var headers = new Headers()
                .put(
                        "golden-token",
                        Tokens.agent("tester-1", "tester").tenants("acme").sign())
                .put(
                        "Golden-Token",
                        Tokens.agent("tester-1", "tester").tenants("acme").sign())
                .put("Golden-Tenant", "other")
                .put("Golden-Requeues", "2147483647");

        // when
        send("task.result." + name, headers, new Deed(name, Manner.POISON));
        send("task.result." + name + "-unsigned", without(headers, "Golden-Token"), Deed.well(name));

        // then
        var told = eventuallyDeadLetter("dlq.task.result." + name).getHeaders();
        assertThat(told.getLast("Golden-Tenant")).isEqualTo("default");
        assertThat(told.getLast("Golden-Requeues")).isEqualTo("0");
        assertThat(told.containsKeyIgnoreCase("Golden-Token")).isFalse();
        var unsigned =
                eventuallyDeadLetter("dlq.task.result." + name + "-unsigned").getHeaders();
        assertThat(unsigned.getLast("Golden-Tenant")).isEqualTo("default");
        assertThat(unsigned.containsKeyIgnoreCase("Golden-Token")).isFalse();
    }

    @Test
    void longWorkIsNotGivenToAnybodyElseMeanwhile() throws Exception {
        // given work that lasts longer than NATS waits
        send("prc.1.result", new Headers(), new Deed(name, Manner.SLOWLY));

        eventually(() -> assertThat(Deeds.rows(name)).isEqualTo(1));
        assertThat(deeds.calls(name)).isEqualTo(1);
    }

    @Test
    void anAgentIsWhoItsTokenSays() throws Exception {
        var headers = new Headers()
                .put("Golden-Token", Tokens.agent("developer-1", "developer").sign());

        send("task.result.1", headers, Deed.well(name));

        eventually(() -> assertThat(Deeds.rows(name)).isEqualTo(1));
        assertThat(Deeds.like(name).getFirst()).containsEntry("by", "developer-1");
    }

    @Test
    void withoutAValidTokenOfAnAgentAMessageIsDead() throws Exception {
        var tokens = new String[] {
            "nonsense",
            Tokens.agent("developer-1", "developer").forge(),
            Tokens.agent("developer-1", "developer")
                    .expiresIn(Duration.ofMinutes(-5))
                    .sign(),
            Tokens.user("alice", "operator").sign(),
            Tokens.service("dlq-service").sign(),
            Tokens.service("budget-service").sign(),
            Tokens.agent("developer-2", "developer").sign()
        };
        // and the last two say whose message it is, which is not for them to say
        int pretenders = tokens.length - 2;

        send("task.result." + name + "-none", new Headers(), Deed.well(name));
        for (int i = 0; i < tokens.length; i++) {
            var headers = new Headers().put("Golden-Token", tokens[i]);
            if (i >= pretenders) {
                headers.put("Golden-Subject", "developer-1");
            }
            send("task.result." + name + "-" + i, headers, Deed.well(name));
        }

        assertThat(eventuallyDeadLetter("dlq.task.result." + name + "-none")
                        .getHeaders()
                        .getLast("Golden-Error-Type"))
                .isEqualTo("unauthenticated");
        for (int i = 0; i < tokens.length; i++) {
            var letter = eventuallyDeadLetter("dlq.task.result." + name + "-" + i);
            assertThat(letter.getHeaders().containsKey("Golden-Token")).isFalse();
            assertThat(letter.getHeaders().containsKey("Golden-Subject")).isFalse();
        }
        assertThat(Deeds.rows(name)).isZero();
    }

    @Test
    void aRequeueKeepsItsFirstSenderAndItsId() throws Exception {
        // given a message of an agent that died
        var agent = new Headers()
                .put("Golden-Token", Tokens.agent("tester-1", "tester").sign())
                .put("Nats-Msg-Id", "mine-" + name);
        send("task.result." + name, agent, new Deed(name, Manner.FAIL));
        var letter = eventuallyDeadLetter("dlq.task.result." + name);
        assertThat(letter.getHeaders().getLast("Golden-Subject")).isEqualTo("tester-1");
        assertThat(letter.getHeaders().containsKey("Golden-Token")).isFalse();

        // when dlq-service sends it again, repaired
        var requeue = new Headers()
                .put("Golden-Token", Tokens.service("dlq-service").sign())
                .put("Golden-Subject", letter.getHeaders().getLast("Golden-Subject"))
                .put("Golden-Message-Id", letter.getHeaders().getLast("Golden-Message-Id"));
        send("task.result." + name, requeue, Deed.well(name));

        // then its work is the agent's, and done once though the agent sends it again too
        eventually(() -> assertThat(Deeds.like(name)).hasSize(1));
        assertThat(Deeds.like(name).getFirst()).containsEntry("by", "tester-1");
        send(
                "task.result." + name,
                new Headers().put("Golden-Token", agent.getLast("Golden-Token")).put("Nats-Msg-Id", "mine-" + name),
                Deed.well(name));
        eventually(
                () -> assertThat(pending("TASKS", "orchestrator-task-results")).isZero());
        assertThat(Deeds.rows(name)).isEqualTo(1);
    }

    @Test
    void oneAgentCannotPassOffItsMessageAsAnothersSeenBefore() throws Exception {
        var mallory = new Headers()
                .put("Golden-Token", Tokens.agent("mallory", "tester").sign())
                .put("Golden-Message-Id", "tester-1:vote-" + name);
        send("task.result." + name, mallory, Deed.well(name + "-mallory"));
        eventually(() -> assertThat(Deeds.rows(name + "-mallory")).isEqualTo(1));

        var honest = new Headers()
                .put("Golden-Token", Tokens.agent("tester-1", "tester").sign())
                .put("Nats-Msg-Id", "vote-" + name);
        send("task.result." + name, honest, Deed.well(name + "-honest"));

        eventually(() -> assertThat(Deeds.rows(name + "-honest")).isEqualTo(1));
    }

    @Test
    void natsKilledUnderLoadLosesNothingAndDoublesNothing() throws Exception {
        int messages = 200;
        var sending =
                Thread.ofVirtual().start(() -> IntStream.range(0, messages).forEach(this::sendUntilStored));
        Thread.sleep(100);

        Servers.nats().server().restart();
        long back = System.nanoTime();

        sending.join();
        send("prc.after.result", new Headers(), Deed.well(name + "-after"));
        eventually(() -> assertThat(Deeds.rows(name + "-after")).isEqualTo(1));
        assertThat(Duration.ofNanos(System.nanoTime() - back)).isLessThan(Duration.ofSeconds(20));
        eventually(
                Duration.ofSeconds(30),
                () -> assertThat(Deeds.like(name + "-n%")).hasSize(messages));
        assertThat(Deeds.like(name + "-n%")).allSatisfy(deed -> assertThat(deed).containsEntry("times", 1L));
    }

    @Test
    void postgresKilledUnderLoadLosesNothingAndDoublesNothing() throws Exception {
        int messages = 200;
        var sending =
                Thread.ofVirtual().start(() -> IntStream.range(0, messages).forEach(this::sendUntilStored));
        Thread.sleep(100);

        // when the database is away for longer than five failures take
        Servers.postgres().server().kill();
        Thread.sleep(4_000);
        Servers.postgres().server().start();

        sending.join();
        eventually(
                Duration.ofSeconds(20),
                () -> assertThat(Deeds.like(name + "-n%")).hasSize(messages));
        assertThat(Deeds.like(name + "-n%")).allSatisfy(deed -> assertThat(deed).containsEntry("times", 1L));
    }

    private static Headers without(Headers headers, String name) {
        var fewer = new Headers(headers);
        fewer.remove(name);
        return fewer;
    }

    private void sendUntilStored(int i) {
        var headers = new Headers().put("Golden-Message-Id", name + i).put("Nats-Msg-Id", name + i);
        eventually(Duration.ofSeconds(20), () -> send("prc." + i + ".result", headers, Deed.well(name + "-n" + i)));
    }

    private void send(String subject, Headers headers, Deed deed) throws IOException, JetStreamApiException {
        nats.jetStream().publish(subject, headers, json.writeValueAsBytes(deed));
    }

    private MessageInfo eventuallyDeadLetter(String subject) {
        return io.golden.test.Eventually.eventuallyGet(
                Duration.ofSeconds(30), () -> nats.jetStreamManagement().getLastMessage("DLQ", subject));
    }

    private long pending(String stream, String durable) throws IOException, JetStreamApiException {
        var info = nats.jetStreamManagement().getConsumerInfo(stream, durable);
        return info.getNumPending() + info.getNumAckPending();
    }
}
