package io.golden.data.nats;

import io.golden.commons.error.ApiException;
import io.golden.data.background.VirtualThreads;
import io.nats.client.JetStream;
import io.nats.client.PublishOptions;
import io.nats.client.api.PublishAck;
import io.nats.client.impl.Headers;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

@ApplicationScoped
class JetStreamPublisher implements DirectPublisher {
    private static final Logger LOG = Logger.getLogger(JetStreamPublisher.class);
    private static final Duration ACK_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final NatsConnection nats;

    JetStreamPublisher(NatsConnection nats) {
        this.nats = nats;
    }

    @Override
    public Uni<Receipt> publish(Letter letter) {
        return Uni.createFrom()
                .voidItem()
                .emitOn(VirtualThreads.EXECUTOR)
                .chain(() -> Uni.createFrom().completionStage(() -> send(stream(), letter)))
                .ifNoItem()
                .after(ACK_TIMEOUT)
                .failWith(() -> ApiException.unavailable("NATS did not acknowledge", RETRY_AFTER))
                .map(JetStreamPublisher::receipt);
    }

    @Override
    public Uni<List<Optional<Receipt>>> publishAll(List<Letter> letters) {
        return Uni.createFrom().voidItem().emitOn(VirtualThreads.EXECUTOR).map(_ -> {
            var stream = stream();
            var acks = new ArrayList<CompletableFuture<PublishAck>>(letters.size());
            letters.forEach(letter -> acks.add(send(stream, letter)));
            var all = CompletableFuture.allOf(acks.toArray(CompletableFuture[]::new));
            var _ = all.completeOnTimeout(null, ACK_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                    .exceptionally(_ -> null)
                    .join();
            return acks.stream().map(JetStreamPublisher::acknowledged).toList();
        });
    }

    private JetStream stream() {
        try {
            return nats.require().jetStream();
        } catch (IOException e) {
            throw ApiException.unavailable("NATS is not available", RETRY_AFTER);
        }
    }

    private static CompletableFuture<PublishAck> send(JetStream stream, Letter letter) {
        var headers = new Headers();
        letter.headers.forEach(headers::put);
        var options = PublishOptions.builder().messageId(letter.messageId).build();
        try {
            return stream.publishAsync(letter.subject, headers, letter.data, options);
        } catch (IllegalStateException e) {
            return CompletableFuture.failedFuture(ApiException.unavailable("NATS is not available", RETRY_AFTER));
        }
    }

    private static Optional<Receipt> acknowledged(CompletableFuture<PublishAck> ack) {
        return switch (ack.state()) {
            case SUCCESS -> Optional.of(receipt(ack.resultNow()));
            case FAILED -> {
                LOG.debugf("not published: %s", ack.exceptionNow().getMessage());
                yield Optional.empty();
            }
            case RUNNING, CANCELLED -> Optional.empty();
        };
    }

    private static Receipt receipt(PublishAck ack) {
        return new Receipt(ack.getStream(), ack.getSeqno(), ack.isDuplicate());
    }
}
