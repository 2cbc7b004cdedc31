package io.golden.data.nats;

import io.golden.commons.health.HealthComponent;
import io.golden.commons.health.HealthState;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Asks NATS by a round trip. Without it the outbox waits. */
@ApplicationScoped
class NatsHealth implements HealthComponent {
    private final NatsConnection nats;

    NatsHealth(NatsConnection nats) {
        this.nats = nats;
    }

    @Override
    public String name() {
        return "nats";
    }

    @Override
    public HealthState whenLost() {
        return HealthState.DEGRADED;
    }

    @Override
    public Uni<Void> probe() {
        return Uni.createFrom()
                .voidItem()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .invoke(() -> {
                    try {
                        var _ = nats.require().RTT();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }
}
