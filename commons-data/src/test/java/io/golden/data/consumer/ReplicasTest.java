package io.golden.data.consumer;

import static io.golden.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.golden.data.app.Deed.Manner;
import io.golden.data.app.Deeds;
import io.golden.test.Servers;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.impl.Headers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Beside the loop of the service under test there is a second one, as in another replica. */
@QuarkusTest
class ReplicasTest {
    @Inject
    ConsumerTools tools;

    @Inject
    @Any
    Instance<MessageConsumer<?>> consumers;

    private final String name = UUID.randomUUID().toString();
    private ConsumerLoop<?> second;
    private Connection nats;

    @BeforeEach
    void start() {
        nats = Servers.nats().connect();
        eventually(() -> assertThat(nats.jetStreamManagement().getStreamNames()).contains("PRC"));
        var consumer = consumers.stream()
                .filter(any -> any.spec().durable().equals("orchestrator-review-results"))
                .findFirst()
                .orElseThrow();
        second = new ConsumerLoop<>(consumer, tools);
        second.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        second.drain(Duration.ofSeconds(10));
        nats.close();
    }

    @Test
    void twoReplicasDoEachMessageOnce() throws Exception {
        // given each message twice in the stream, as after a republication
        for (int i = 0; i < 300; i++) {
            send(i % 150, Manner.WELL);
        }

        eventually(
                Duration.ofSeconds(20),
                () -> assertThat(Deeds.like(name + "-%")).hasSize(150));
        eventually(() -> assertThat(nats.jetStreamManagement()
                        .getConsumerInfo("PRC", "orchestrator-review-results")
                        .getNumAckPending())
                .isZero());
        assertThat(Deeds.like(name + "-%")).allSatisfy(deed -> assertThat(deed).containsEntry("times", 1L));
    }

    @Test
    void whatIsInHandIsFinishedBeforeAReplicaEnds() throws Exception {
        // given work in the hands of both replicas
        for (int i = 0; i < 12; i++) {
            send(i, Manner.SLOWLY);
        }
        eventually(() -> assertThat(nats.jetStreamManagement()
                        .getConsumerInfo("PRC", "orchestrator-review-results")
                        .getNumAckPending())
                .isEqualTo(12));

        // when one of them ends
        long start = System.nanoTime();
        second.drain(Duration.ofSeconds(15));

        // then it has waited for its work, which nobody does again
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(1));
        eventually(
                Duration.ofSeconds(30),
                () -> assertThat(Deeds.like(name + "-%")).hasSize(12));
        assertThat(Deeds.like(name + "-%")).allSatisfy(deed -> assertThat(deed).containsEntry("times", 1L));
    }

    private void send(int i, Manner manner) throws IOException, JetStreamApiException {
        var payload = "{\"name\": \"%s-%d\", \"manner\": \"%s\"}".formatted(name, i, manner);
        var headers = new Headers().put("Golden-Message-Id", name + i);
        var _ = nats.jetStream().publish("prc." + i + ".result", headers, payload.getBytes(StandardCharsets.UTF_8));
    }
}
