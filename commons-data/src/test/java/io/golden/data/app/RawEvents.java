package io.golden.data.app;

import io.golden.data.consumer.RawConsumer;
import io.golden.data.consumer.RawMessage;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps messages as they are; refuses a batch that holds the byte 7 until it has seen it three times. */
@ApplicationScoped
public class RawEvents implements RawConsumer {
    private final List<RawMessage> stored = new CopyOnWriteArrayList<>();

    @Override
    public Spec spec() {
        return new Spec("EVENTS", "orchestrator-escalations", Optional.of("event.supervisor.escalation.resolved"), 16);
    }

    @Override
    public Uni<Void> handle(List<RawMessage> messages) {
        if (messages.stream().anyMatch(message -> message.data()[0] == 7 && message.deliveries() < 3)) {
            return Uni.createFrom().failure(new IllegalStateException("not yet"));
        }
        stored.addAll(messages);
        return Uni.createFrom().voidItem();
    }

    public List<RawMessage> stored() {
        return List.copyOf(stored);
    }
}
