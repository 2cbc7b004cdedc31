package io.golden.data.nats;

import io.golden.commons.error.ApiException;
import io.golden.data.background.VirtualThreads;
import io.nats.client.PublishOptions;
import io.nats.client.impl.Headers;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;

@ApplicationScoped
class JetStreamPublisher implements DirectPublisher {
    private static final Duration ACK_TIMEOUT = Duration.ofSeconds(5);

    private final NatsConnection nats;

    JetStreamPublisher(NatsConnection nats) {
        this.nats = nats;
    }

    @Override
    public Uni<Receipt> publish(String subject, String messageId, Map<String, String> headers, byte[] data) {
        return Uni.createFrom()
                .voidItem()
                .emitOn(VirtualThreads.EXECUTOR)
                .chain(() -> Uni.createFrom().completionStage(() -> {
                    var natsHeaders = new Headers();
                    headers.forEach(natsHeaders::put);
                    var options = PublishOptions.builder().messageId(messageId).build();
                    try {
                        return nats.require().jetStream().publishAsync(subject, natsHeaders, data, options);
                    } catch (java.io.IOException | IllegalStateException e) {
                        throw ApiException.unavailable("NATS is not available", Duration.ofSeconds(2));
                    }
                }))
                .ifNoItem()
                .after(ACK_TIMEOUT)
                .failWith(() -> ApiException.unavailable("NATS did not acknowledge", Duration.ofSeconds(2)))
                .map(ack -> new Receipt(ack.getStream(), ack.getSeqno(), ack.isDuplicate()));
    }
}
