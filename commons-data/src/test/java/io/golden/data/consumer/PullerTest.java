package io.golden.data.consumer;

import static io.golden.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.golden.data.nats.OperatorsConnection;
import io.golden.test.Servers;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PullerTest {
    private static final String SUBJECT = "event.test.puller";
    private static final Duration ACK_WAIT = Duration.ofSeconds(2);

    private final LinkedBlockingQueue<Message> received = new LinkedBlockingQueue<>();

    @Test
    void aDurableThatIsDeletedWhileNobodyFetchesIsDeclaredAgain() throws Exception {
        try (var nats = Servers.nats().connect()) {
            eventually(() ->
                    assertThat(nats.jetStreamManagement().getStreamNames()).contains("EVENTS"));
            var durable = new Puller.Durable("EVENTS", "puller-test", Optional.of(SUBJECT), -1, ACK_WAIT, 10);
            var puller = new Puller(durable, new OperatorsConnection(nats), 1, received::add);
            puller.start();
            try {
                // given: it has a message in hand, and may have no more
                var first = sent(nats);
                first.ack();

                nats.jetStreamManagement().deleteConsumer("EVENTS", "puller-test");
                puller.release(List.of(first));

                assertThat(sent(nats)).isNotNull();
            } finally {
                puller.drain(Duration.ofSeconds(1));
                nats.jetStreamManagement().deleteConsumer("EVENTS", "puller-test");
            }
        }
    }

    private Message sent(Connection nats) throws Exception {
        var _ = nats.jetStream().publish(SUBJECT, new byte[0]);
        return received.poll(30, TimeUnit.SECONDS);
    }
}
