package io.golden.data.nats;

import static io.golden.test.Eventually.eventually;
import static io.golden.test.Eventually.eventuallyGet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.golden.data.app.Deed;
import io.golden.data.app.Deeds;
import io.golden.test.Servers;
import io.golden.test.Tokens;
import io.nats.client.Connection;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.impl.Headers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StreamSetupTest {
    @Inject
    StreamSetup setup;

    private Connection nats;

    @BeforeEach
    void connect() throws Exception {
        nats = Servers.nats().connect();
        setup.declare(nats);
    }

    @AfterEach
    void disconnect() throws InterruptedException {
        nats.close();
    }

    @Test
    void theStreamsAreThoseOfTheSpecification() throws Exception {
        var dlq = stream("DLQ");
        assertThat(dlq.getSubjects()).containsExactly("dlq.>");
        assertThat(dlq.getMaxMsgs()).isEqualTo(50_000);
        assertThat(dlq.getMaxAge()).isEqualTo(Duration.ofDays(7));
        assertThat(dlq.getDiscardPolicy()).isEqualTo(DiscardPolicy.New);
        assertThat(dlq.getDuplicateWindow()).isEqualTo(Duration.ofMinutes(2));
        assertThat(dlq.getStorageType()).isEqualTo(StorageType.File);
        assertThat(stream("PRC").getMaxMsgs()).isEqualTo(100_000);
        assertThat(stream("PRC").getMaxAge()).isEqualTo(Duration.ofDays(1));
        assertThat(stream("ESCALATIONS").getMaxMsgs()).isEqualTo(10_000);
        assertThat(stream("TASKS").getSubjects()).containsExactly("task.result.*");
        assertThat(stream("EVENTS").getMaxAge()).isEqualTo(Duration.ofDays(7));
        assertThat(stream("ADVISORIES").getSubjects()).hasSize(2);
    }

    @Test
    void limitsAreUpdatedAndWhatTheOperatorAddedStays() throws Exception {
        var management = nats.jetStreamManagement();
        var _ = management.updateStream(StreamConfiguration.builder(stream("ESCALATIONS"))
                .maxMessages(5)
                .maxBytes(1 << 30)
                .build());

        setup.declare(nats);

        assertThat(stream("ESCALATIONS").getMaxMsgs()).isEqualTo(10_000);
        assertThat(stream("ESCALATIONS").getMaxBytes()).isEqualTo(1 << 30);
    }

    @Test
    void whatNatsCannotChangeIsRefusedWithTheReason() throws Exception {
        var declared = stream("TASKS");
        var management = nats.jetStreamManagement();
        management.deleteStream("TASKS");
        var _ = management.addStream(StreamConfiguration.builder(declared)
                .storageType(StorageType.Memory)
                .build());
        try {
            assertThatThrownBy(() -> setup.declare(nats))
                    .hasMessageContaining("Stream TASKS has storage memory, declared is file");
        } finally {
            management.deleteStream("TASKS");
            setup.declare(nats);
        }

        // then the consumer, whose stream went away under it, makes its durable again
        var name = UUID.randomUUID().toString();
        eventually(
                Duration.ofSeconds(30),
                () -> assertThat(management.getConsumerNames("TASKS")).contains("orchestrator-task-results"));
        sendTo("task.result.1", name);
        eventually(() -> assertThat(Deeds.rows(name)).isEqualTo(1));
    }

    @Test
    void aConsumerIsGivenItsSettingsWhenItConnects() throws Exception {
        var management = nats.jetStreamManagement();
        var durable = eventuallyGet(
                Duration.ofSeconds(30), () -> management.getConsumerInfo("TASKS", "orchestrator-task-results"));
        var _ = management.addOrUpdateConsumer(
                "TASKS",
                ConsumerConfiguration.builder(durable.getConsumerConfiguration())
                        .ackWait(Duration.ofSeconds(77))
                        .maxDeliver(2)
                        .build());

        Servers.nats().server().restart();

        eventually(() -> {
            var settings = management
                    .getConsumerInfo("TASKS", "orchestrator-task-results")
                    .getConsumerConfiguration();
            assertThat(settings.getMaxDeliver()).isEqualTo(5);
            assertThat(settings.getAckWait()).isEqualTo(Duration.ofSeconds(2));
        });
    }

    private void sendTo(String subject, String name) throws Exception {
        var headers =
                new Headers().put("Golden-Token", Tokens.agent("a", "tester").sign());
        var payload = "{\"name\": \"%s\", \"manner\": \"%s\"}".formatted(name, Deed.Manner.WELL);
        var _ = nats.jetStream().publish(subject, headers, payload.getBytes(StandardCharsets.UTF_8));
    }

    private StreamConfiguration stream(String name) throws Exception {
        return nats.jetStreamManagement().getStreamInfo(name).getConfiguration();
    }
}
