package io.golden.data.nats;

import static io.golden.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.golden.test.Servers;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamOptions;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code deploy/nats/users.conf} as the server reads it. */
@QuarkusTest
class NatsPermissionsTest {
    /** What is forbidden is never answered: waiting longer would not show more. */
    private static final JetStreamOptions IMPATIENT = waiting(Duration.ofMillis(200));

    private static final JetStreamOptions PATIENT = waiting(Duration.ofSeconds(20));

    private static final Map<String, Connection> CONNECTIONS = new ConcurrentHashMap<>();

    @BeforeEach
    void streamsStand() {
        eventually(() -> assertThat(as("operators").jetStreamManagement().getStreamNames())
                .hasSizeGreaterThanOrEqualTo(6));
    }

    @AfterAll
    static void disconnect() throws InterruptedException {
        for (var connection : CONNECTIONS.values()) {
            connection.close();
        }
        CONNECTIONS.clear();
    }

    private static Connection as(String user) {
        return CONNECTIONS.computeIfAbsent(user, Servers.nats()::connectAs);
    }

    @ParameterizedTest
    @CsvSource({
        "auth-service, event.auth.user.created",
        "budget-service, event.budget.limit.threshold",
        "dlq-service, event.dlq.message.critical",
        "dlq-service, prc.1.result",
        "dlq-service, supervisor.escalation",
        "dlq-service, task.result.1",
        "orchestrator-service, event.orchestrator.task.created",
        "orchestrator-service, supervisor.escalation",
        "orchestrator-service, dlq.prc.1.result",
        "orchestrator-service, dlq.task.result.1",
        "peer-hub-service, prc.1.request",
        "peer-hub-service, prc.1.result",
        "peer-hub-service, prc.1.cancelled",
        "peer-hub-service, supervisor.escalation",
        "peer-hub-service, event.peer_hub.session.opened",
        "peer-hub-service, dlq.prc.1.response",
        "supervisor-service, event.supervisor.escalation.resolved",
        "supervisor-service, dlq.supervisor.escalation",
        "agents, prc.1.response",
        "agents, task.result.1",
        "operators, event.custom.anything.done"
    })
    void publishesWhatIsItsOwn(String user, String subject) throws Exception {
        var nats = as(user);
        assertThatCode(() -> publish(nats, subject, PATIENT)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "auth-service, event.budget.limit.threshold",
        "budget-service, event.auth.user.created",
        "budget-service, dlq.event.budget.x.y",
        "orchestrator-service, prc.1.result",
        "orchestrator-service, event.supervisor.escalation.resolved",
        "peer-hub-service, prc.1.response",
        "peer-hub-service, task.result.1",
        "supervisor-service, supervisor.escalation",
        "supervisor-service, prc.1.result",
        "agents, prc.1.result",
        "agents, prc.1.request",
        "agents, supervisor.escalation",
        "agents, dlq.prc.1.response",
        "agents, event.peer_hub.vote.cast"
    })
    void isRefusedWhatIsNot(String user, String subject) throws Exception {
        var nats = as(user);
        assertThatThrownBy(() -> publish(nats, subject, IMPATIENT)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "peer-hub-service, PRC, peer-hub-votes, prc.*.response",
        "orchestrator-service, PRC, orchestrator-review-results, prc.*.result",
        "orchestrator-service, EVENTS, orchestrator-escalations, event.supervisor.escalation.resolved",
        "orchestrator-service, TASKS, orchestrator-task-results, task.result.*",
        "supervisor-service, ESCALATIONS, supervisor-escalations, supervisor.escalation",
        "dlq-service, DLQ, dlq-capture, dlq.>",
        "dlq-service, ADVISORIES, dlq-advisories, "
    })
    void makesAndReadsItsOwnConsumers(String user, String stream, String durable, String filter) throws Exception {
        var nats = as(user);
        var _ = nats.jetStreamManagement(PATIENT).addOrUpdateConsumer(stream, consumer(durable, filter));

        var fetched = nats.getConsumerContext(stream, durable, PATIENT).next(1_000);

        if (fetched != null) {
            fetched.ackSync(Duration.ofSeconds(20));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "budget-service, PRC, budget-spy, prc.*.response",
        "orchestrator-service, PRC, orchestrator-review-results, prc.*.response",
        "peer-hub-service, EVENTS, peer-hub-votes, event.>",
        "agents, PRC, agents-spy, prc.*.response"
    })
    void makesNoOtherConsumers(String user, String stream, String durable, String filter) throws Exception {
        var nats = as(user);
        assertThatThrownBy(() ->
                        nats.jetStreamManagement(IMPATIENT).addOrUpdateConsumer(stream, consumer(durable, filter)))
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "auth-service",
                "budget-service",
                "dlq-service",
                "orchestrator-service",
                "peer-hub-service",
                "supervisor-service"
            })
    void everyServiceDeclaresTheStreamsAndDeletesNone(String user) throws Exception {
        var nats = as(user);
        var management = nats.jetStreamManagement(PATIENT);
        for (var stream : Streams.declared(1)) {
            assertThat(management.updateStream(stream).getConfiguration().getName())
                    .isEqualTo(stream.getName());
        }
        var forbidden = nats.jetStreamManagement(IMPATIENT);
        assertThatThrownBy(() -> forbidden.deleteStream("EVENTS")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> forbidden.purgeStream("EVENTS")).isInstanceOf(IOException.class);
    }

    @Test
    void onlyDlqServiceReadsStoredMessages() throws Exception {
        var dlq = as("dlq-service");
        var budget = as("budget-service");
        assertThatThrownBy(() -> dlq.jetStreamManagement(PATIENT).getMessage("DLQ", 999_999_999))
                .isInstanceOf(JetStreamApiException.class);
        assertThatThrownBy(() -> budget.jetStreamManagement(IMPATIENT).getMessage("DLQ", 1))
                .isInstanceOf(IOException.class);
    }

    @Test
    void whatIsNotOnesOwnIsNotHeard() throws Exception {
        var eavesdroppers = Map.of(
                "agents", List.of("prc.1.response", "supervisor.escalation", "_INBOX.auth-service.>"),
                "budget-service", List.of("event.auth.>", "_INBOX.orchestrator-service.>", "task.work.*"));
        for (var entry : eavesdroppers.entrySet()) {
            var nats = as(entry.getKey());
            var operators = as("operators");
            for (var subject : entry.getValue()) {
                var subscription = nats.subscribe(subject);
                nats.flush(Duration.ofSeconds(20));
                operators.publish(subject.replace("*", "x").replace(">", "x"), new byte[] {1});
                assertThat(subscription.nextMessage(Duration.ofMillis(100)))
                        .as("%s on %s", entry.getKey(), subject)
                        .isNull();
            }
        }
    }

    @Test
    void answersGoWhereTheOrchestratorAloneListens() throws Exception {
        var orchestrator = as("orchestrator-service");
        var answers = orchestrator.subscribe("golden.breaker_answers.1");
        var eavesdropped = as("budget-service").subscribe("golden.breaker_answers.1");
        orchestrator.flush(Duration.ofSeconds(20));
        as("budget-service").flush(Duration.ofSeconds(20));

        as("dlq-service").publish("golden.breaker_answers.1", new byte[] {1});
        assertThat(answers.nextMessage(Duration.ofSeconds(20))).isNotNull();
        assertThat(eavesdropped.nextMessage(Duration.ofMillis(100))).isNull();

        // Nobody answers into the inbox that JetStream's own answers come to.
        var inbox = orchestrator.createInbox();
        var replies = orchestrator.subscribe(inbox);
        var questions = as("dlq-service").subscribe("golden.breakers.list");
        as("dlq-service").flush(Duration.ofSeconds(20));
        orchestrator.publish("golden.breakers.list", inbox, "{}".getBytes(StandardCharsets.UTF_8));
        var question = questions.nextMessage(Duration.ofSeconds(20));
        as("dlq-service").publish(question.getReplyTo(), new byte[] {1});
        assertThat(replies.nextMessage(Duration.ofMillis(200))).isNull();
    }

    @Test
    void agentsHearWorkAndCallsForVotes() throws Exception {
        var agents = as("agents");
        var orchestrator = as("orchestrator-service");
        var peerHub = as("peer-hub-service");
        var work = agents.subscribe("task.work.developer");
        var calls = agents.subscribe("prc.*.request");
        agents.flush(Duration.ofSeconds(20));

        orchestrator.publish("task.work.developer", new byte[] {1});
        publish(peerHub, "prc.1.request", PATIENT);

        assertThat(work.nextMessage(Duration.ofSeconds(20))).isNotNull();
        assertThat(calls.nextMessage(Duration.ofSeconds(20))).isNotNull();
    }

    private static JetStreamOptions waiting(Duration patience) {
        return JetStreamOptions.builder().requestTimeout(patience).build();
    }

    private static void publish(Connection nats, String subject, JetStreamOptions patience)
            throws IOException, JetStreamApiException {
        var _ = nats.jetStream(patience).publish(subject, new byte[] {'{', '}'});
    }

    private static ConsumerConfiguration consumer(String durable, String filter) {
        var consumer = ConsumerConfiguration.builder()
                .durable(durable)
                .ackPolicy(AckPolicy.Explicit)
                .ackWait(Duration.ofSeconds(2))
                .maxDeliver(5);
        return filter == null
                ? consumer.build()
                : consumer.filterSubject(filter).build();
    }
}
