package io.golden.dlq;

import static io.restassured.RestAssured.given;

import io.golden.test.Eventually;
import io.golden.test.Servers;
import io.golden.test.Tokens;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.PublishOptions;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.PublishAck;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** Messages that die, and the API as an operator sees it. */
public final class Dead {
    private static final AtomicLong SEQUENCE = new AtomicLong(1_000_000);

    private Dead() {}

    public static RequestSpecification admin(String name) {
        var token = Tokens.user(name, "admin", "dlq.read", "dlq.resolve").sign();
        return given().header("Authorization", "Bearer " + token).contentType("application/json");
    }

    public static Response resolve(long id, String body) {
        return admin("admin-" + UUID.randomUUID()).body(body).post("/api/v1/dlq/" + id + "/resolve");
    }

    /** What a consumer writes when it gives a message up; {@code more} headers go on top. */
    public static Headers headers(String subject, String consumer, long seq, Map<String, String> more) {
        var headers = new Headers()
                .put("Golden-Original-Subject", subject)
                .put("Golden-Stream", "PRC")
                .put("Golden-Consumer", consumer)
                .put("Golden-Stream-Seq", Long.toString(seq))
                .put("Golden-Deliveries", "5")
                .put("Golden-Error-Type", "failed")
                .put("Golden-Error", "it did not work")
                .put("Golden-Failed-At", "2026-01-31T12:00:00Z")
                .put("Golden-Requeues", "0")
                .put("Golden-Message-Id", "message-" + seq)
                .put("Golden-Tenant", "default");
        more.forEach((name, value) -> headers.put(name, value));
        return headers;
    }

    /** Publishes a dead letter and waits for its row; returns the row's id. */
    public static long letter(String subject, byte[] data, Map<String, String> more) {
        long seq = SEQUENCE.incrementAndGet();
        publish("dlq." + subject, headers(subject, "test-consumer", seq, more), data, "dlq:PRC:test-consumer:" + seq);
        return rowOf("test-consumer", seq);
    }

    public static long letter(String subject, String data) {
        return letter(subject, data.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** Publishes many dead letters of one consumer at once. */
    public static void letters(String subject, String consumer, String tenant, int messages) {
        with(nats -> {
            var acks = new ArrayList<CompletableFuture<PublishAck>>();
            for (int i = 1; i <= messages; i++) {
                long seq = SEQUENCE.incrementAndGet();
                var more = Map.of("Golden-Message-Id", tenant + "-" + seq, "Golden-Tenant", tenant);
                acks.add(nats.jetStream()
                        .publishAsync(
                                "dlq." + subject,
                                headers(subject, consumer, seq, more),
                                "{\"n\":\"%d of %d\"}".formatted(i, messages).getBytes(StandardCharsets.UTF_8)));
            }
            acks.forEach(CompletableFuture::join);
            return messages;
        });
    }

    public static long rowOf(String consumer, long seq) {
        return Eventually.eventuallyGet(Duration.ofSeconds(10), () -> (Long) Servers.postgres()
                .query("select id from dlq.dlq_messages where consumer = ? and stream_seq = ?", consumer, seq)
                .getFirst()
                .get("id"));
    }

    public static Map<String, Object> row(long id) {
        return Servers.postgres()
                .query("select *, headers::text as head from dlq.dlq_messages where id = ?", id)
                .getFirst();
    }

    /** Publishes to JetStream as an operator; returns the stream's sequence. */
    public static long publish(String subject, Headers headers, byte[] data, String id) {
        return with(nats -> nats.jetStream()
                .publish(
                        NatsMessage.builder()
                                .subject(subject)
                                .headers(headers)
                                .data(data)
                                .build(),
                        PublishOptions.builder().messageId(id).build())
                .getSeqno());
    }

    /** A consumer that takes the message and dies without a word, as often as it may. */
    public static void dieSilently(String subject, String consumer) {
        dieSilently("PRC", subject, consumer);
    }

    public static void dieSilently(String stream, String subject, String consumer) {
        with(nats -> {
            var settings = ConsumerConfiguration.builder()
                    .durable(consumer)
                    .filterSubject(subject)
                    .ackWait(Duration.ofMillis(100))
                    .maxDeliver(2)
                    .build();
            var _ = nats.jetStreamManagement().addOrUpdateConsumer(stream, settings);
            var context = nats.getConsumerContext(stream, consumer);
            // The third pull is what makes NATS notice that the two deliveries are used up.
            for (int i = 0; i < 3; i++) {
                var _ = context.next(Duration.ofSeconds(1));
            }
            return consumer;
        });
    }

    /** As {@link #dieSilently}, but nobody is left who would pull once more. */
    public static void dieAndVanish(String subject, String consumer, int messages) {
        with(nats -> {
            var settings = ConsumerConfiguration.builder()
                    .durable(consumer)
                    .filterSubject(subject)
                    .ackWait(Duration.ofMillis(300))
                    .maxDeliver(2)
                    .build();
            var _ = nats.jetStreamManagement().addOrUpdateConsumer("PRC", settings);
            var context = nats.getConsumerContext("PRC", consumer);
            for (int i = 0; i < 2 * messages; i++) {
                var _ = context.next(Duration.ofSeconds(1));
            }
            return consumer;
        });
    }

    public static List<MessageInfo> stored(String stream, String subject) {
        return with(nats -> {
            var found = new ArrayList<MessageInfo>();
            long from = 1;
            while (true) {
                try {
                    var message = nats.jetStreamManagement().getNextMessage(stream, from, subject);
                    found.add(message);
                    from = message.getSeq() + 1;
                } catch (JetStreamApiException e) {
                    return found;
                }
            }
        });
    }

    public static <T> T with(Work<T> work) {
        try (var nats = Servers.nats().connect()) {
            return work.on(nats);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Something done over a connection of the operators. */
    public interface Work<T> {
        T on(Connection nats) throws Exception;
    }

    /** NATS tells of a death without a word. */
    public static void advisory(String stream, String consumer, long seq) {
        var text = """
                {"type": "io.nats.jetstream.advisory.v1.max_deliver", "id": "1", "stream": "%s",
                 "consumer": "%s", "stream_seq": %d, "deliveries": 5}
                """.formatted(stream, consumer, seq);
        publish(
                "$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES." + stream + "." + consumer,
                new Headers(),
                text.getBytes(StandardCharsets.UTF_8),
                stream + consumer + seq);
    }
}
