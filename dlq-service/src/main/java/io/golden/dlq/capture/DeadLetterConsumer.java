package io.golden.dlq.capture;

import io.golden.data.consumer.RawConsumer;
import io.golden.data.consumer.RawMessage;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Dead letters that a consumer left when it gave a message up. */
@ApplicationScoped
class DeadLetterConsumer implements RawConsumer {
    static final String DURABLE = "dlq-capture";

    private final Capture capture;

    DeadLetterConsumer(Capture capture) {
        this.capture = capture;
    }

    @Override
    public Spec spec() {
        return new Spec("DLQ", DURABLE, Optional.of("dlq.>"), 256);
    }

    @Override
    public Uni<Void> handle(List<RawMessage> messages) {
        return capture.store(messages.stream().map(DeadLetterReader::read).toList());
    }
}
