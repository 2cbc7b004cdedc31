package io.golden.data.consumer;

import static io.golden.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.golden.data.app.RawEvents;
import io.golden.test.Servers;
import io.nats.client.impl.Headers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RawConsumerTest {
    private static final String SUBJECT = "event.supervisor.escalation.resolved";
    /** Not UTF-8, and refused twice. */
    private static final byte[] BINARY = {7, (byte) 0xFF, 0, (byte) 0xC3, 0x28};

    @Inject
    RawEvents events;

    private final String mark = UUID.randomUUID().toString();

    @Test
    void messagesAreStoredAsTheyAreAndWhatFailsComesAgainWhileTheRestGoesOn() throws Exception {
        try (var nats = Servers.nats().connect()) {
            eventually(() ->
                    assertThat(nats.jetStreamManagement().getStreamNames()).contains("EVENTS"));
            for (int i = 0; i < 40; i++) {
                var _ = nats.jetStream()
                        .publish(SUBJECT, new Headers().put("mark", mark), i == 20 ? BINARY : new byte[] {1, (byte) i});
            }
        }

        eventually(Duration.ofSeconds(30), () -> assertThat(mine()).hasSize(40));
        var binary = mine().stream().filter(message -> message.data()[0] == 7).toList();
        assertThat(binary).singleElement().satisfies(message -> {
            assertThat(message.data()).isEqualTo(BINARY);
            assertThat(message.deliveries()).isEqualTo(3);
            assertThat(message.stream()).isEqualTo("EVENTS");
        });
    }

    private List<RawMessage> mine() {
        return events.stored().stream()
                .filter(message ->
                        message.headers().getOrDefault("mark", List.of()).contains(mark))
                .toList();
    }
}
