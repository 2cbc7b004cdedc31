package io.golden.dlq.redrive;

import io.golden.dlq.Dead;
import io.golden.test.Servers;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamStatusCheckedException;
import io.nats.client.Message;
import io.nats.client.PublishOptions;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** A consumer of its own kind of message: does it, or gives it up as the loop of all services would. */
final class Consumer implements AutoCloseable {
    final String name;
    final String subject;
    final List<Message> received = new CopyOnWriteArrayList<>();
    private final Connection nats = Servers.nats().connect();
    private final Thread thread;
    private volatile boolean stopped;

    Consumer(String name, Predicate<Message> succeeds) throws IOException, JetStreamApiException {
        this.name = name;
        this.subject = "prc." + name + ".response";
        var _ = nats.jetStreamManagement()
                .addOrUpdateConsumer(
                        "PRC",
                        ConsumerConfiguration.builder()
                                .durable(name)
                                .filterSubject(subject)
                                .deliverPolicy(DeliverPolicy.All)
                                .maxDeliver(5)
                                .build());
        this.thread = Thread.ofVirtual().start(() -> consume(succeeds));
    }

    private void consume(Predicate<Message> succeeds) {
        try {
            var context = nats.getConsumerContext("PRC", name);
            while (!stopped) {
                var message = context.next(Duration.ofSeconds(1));
                if (message != null) {
                    received.add(message);
                    if (succeeds.test(message)) {
                        message.ack();
                    } else {
                        bury(message);
                    }
                }
            }
        } catch (IOException | JetStreamApiException | JetStreamStatusCheckedException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void bury(Message message) throws IOException, JetStreamApiException {
        long seq = message.metaData().streamSequence();
        var headers = Dead.headers(
                subject,
                name,
                seq,
                Map.of(
                        "Golden-Message-Id",
                        message.getHeaders().getFirst("Golden-Message-Id"),
                        "Golden-Requeues",
                        message.getHeaders().getFirst("Golden-Requeues"),
                        "Golden-Tenant",
                        message.getHeaders().getFirst("Golden-Tenant")));
        var options = PublishOptions.builder()
                .messageId("dlq:PRC:" + name + ":" + seq)
                .build();
        var _ = nats.jetStream().publish("dlq." + subject, headers, message.getData(), options);
        message.term();
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.join();
        nats.close();
    }
}
