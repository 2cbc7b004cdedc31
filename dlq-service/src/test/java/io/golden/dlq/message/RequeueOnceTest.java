package io.golden.dlq.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.golden.dlq.Dead;
import io.golden.test.Eventually;
import io.golden.test.Servers;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.impl.Headers;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RequeueOnceTest {
    private static final String REQUEUE = "{\"note\": \"fixed the consumer\", \"requeue\": true}";

    @Test
    void tenResolversAtOnceSendItOnce() throws Exception {
        // given
        var subject = subject();
        var id = Dead.letter(subject, "x");

        // when
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, 10)
                    .mapToObj(i -> threads.submit(() -> Dead.resolve(id, i % 3 == 0 ? "{\"note\":\"no\"}" : REQUEUE)
                            .statusCode()))
                    .toList();

            // then
            int resolved = 0;
            for (var answer : answers) {
                assertThat(answer.get()).isIn(200, 409, 503);
                resolved += answer.get() == 200 ? 1 : 0;
            }
            assertThat(resolved).isEqualTo(1);
        }
        assertThat(Dead.stored("PRC", subject))
                .hasSize("requeued".equals(Dead.row(id).get("resolution")) ? 1 : 0);
        assertThat(Servers.postgres()
                        .number(
                                "select count(*) from audit.audit_log where action = 'dlq.resolve' and resource_id = ?",
                                Long.toString(id)))
                .isEqualTo(1);
    }

    @Test
    void aCrashBetweenSendingAndResolvingDoesNotSendTwice() throws Exception {
        // given: the intent was committed, the message sent, and then the service died for longer than NATS remembers
        // ids
        var subject = subject();
        var id = Dead.letter(subject, "x");
        duplicateWindow(Duration.ofMillis(100));
        long before = Dead.publish(
                "prc.other.response",
                new Headers(),
                bytes("x"),
                UUID.randomUUID().toString());
        Servers.postgres()
                .execute(
                        "insert into dlq.dlq_requeues (message_id, msg_id, subject, stream, after_seq) values (?, ?, ?, 'PRC', ?)",
                        id,
                        "requeue:" + id + ":1",
                        subject,
                        before);
        Dead.publish(
                subject,
                new Headers(),
                bytes("something else"),
                UUID.randomUUID().toString());
        Dead.publish(subject, new Headers(), bytes("x"), "requeue:" + id + ":1");
        Thread.sleep(500);

        // when
        var resolved = Dead.resolve(id, REQUEUE);

        // then
        duplicateWindow(Duration.ofMinutes(2));
        resolved.then().statusCode(200).body("requeued", equalTo(true));
        assertThat(Dead.stored("PRC", subject)).hasSize(2);
        assertThat(Dead.row(id)).containsEntry("resolved", true);
    }

    @Test
    void anIntentThatWasNeverSentIsSentNow() {
        // given
        var subject = subject();
        var id = Dead.letter(subject, "x");
        Servers.postgres()
                .execute(
                        "insert into dlq.dlq_requeues (message_id, msg_id, subject, stream, after_seq) values (?, ?, ?, 'PRC', 0)",
                        id,
                        "requeue:" + id + ":1",
                        subject);

        // when
        var resolved = Dead.resolve(id, REQUEUE);

        // then
        resolved.then().statusCode(200);
        assertThat(Dead.stored("PRC", subject)).hasSize(1);
    }

    @Test
    void withoutNatsNothingIsResolved() {
        // given
        var subject = subject();
        var id = Dead.letter(subject, "x");
        var server = Servers.nats().server();
        server.kill();

        // when
        var refused = Dead.resolve(id, REQUEUE);

        // then
        server.start();
        refused.then().statusCode(503);
        assertThat(Dead.row(id)).containsEntry("resolved", false);
        Eventually.eventually(
                Duration.ofSeconds(20), () -> Dead.resolve(id, REQUEUE).then().statusCode(200));
        assertThat(Dead.stored("PRC", subject)).hasSize(1);
    }

    private static void duplicateWindow(Duration window) {
        Dead.with(nats -> {
            var management = nats.jetStreamManagement();
            var config = management.getStreamInfo("PRC").getConfiguration();
            return management.updateStream(
                    StreamConfiguration.builder(config).duplicateWindow(window).build());
        });
    }

    private static String subject() {
        return "prc." + UUID.randomUUID() + ".response";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
