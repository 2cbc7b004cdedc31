package io.golden.data.nats;

import io.nats.client.Connection;
import io.nats.client.Consumer;
import io.nats.client.ErrorListener;
import org.jboss.logging.Logger;

/** What an operator should see of the client's complaints: refused subjects and lost messages, not each reconnect. */
final class NatsErrorLog implements ErrorListener {
    private static final Logger LOG = Logger.getLogger(NatsErrorLog.class);

    @Override
    public void errorOccurred(Connection connection, String error) {
        LOG.warnf("NATS refused: %s", error);
    }

    @Override
    public void exceptionOccurred(Connection connection, Exception failure) {
        LOG.debug("NATS client", failure);
    }

    @Override
    public void slowConsumerDetected(Connection connection, Consumer consumer) {
        LOG.warnf("NATS consumer is slow, %d messages dropped", consumer.getDroppedCount());
    }
}
