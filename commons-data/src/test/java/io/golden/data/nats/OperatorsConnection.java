package io.golden.data.nats;

import io.nats.client.Connection;
import jakarta.enterprise.inject.Vetoed;
import java.time.Duration;
import java.util.Optional;

/** The operators', who may make any consumer, in place of the service's own. */
@Vetoed
public class OperatorsConnection extends NatsConnection {
    private final Connection connection;

    public OperatorsConnection(Connection connection) {
        super(null, null, "");
        this.connection = connection;
    }

    @Override
    public Optional<Connection> awaitReady(Duration timeout) {
        return Optional.of(connection);
    }

    @Override
    public long sessions() {
        return 1;
    }
}
