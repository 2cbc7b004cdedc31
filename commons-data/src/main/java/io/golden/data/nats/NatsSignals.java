package io.golden.data.nats;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.golden.data.background.VirtualThreads;
import io.nats.client.Message;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;

@ApplicationScoped
class NatsSignals implements Signals {
    private static final Logger LOG = Logger.getLogger(NatsSignals.class);

    private final NatsConnection nats;
    private final ObjectMapper json;

    NatsSignals(NatsConnection nats, ObjectMapper json) {
        this.nats = nats;
        this.json = json.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    @Override
    public void send(String subject, Object payload) {
        nats.ready().ifPresent(connection -> {
            try {
                connection.publish(subject, json.writeValueAsBytes(payload));
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("cannot be written as JSON: " + payload.getClass(), e);
            } catch (IllegalStateException e) {
                LOG.debugf("signal on %s lost: %s", subject, e.getMessage());
            }
        });
    }

    @Override
    public <T> void listen(String subject, Class<T> type, BiConsumer<String, T> handler) {
        nats.onEachConnection(connection -> connection
                .createDispatcher(message -> VirtualThreads.EXECUTOR.execute(() -> handle(message, type, handler)))
                .subscribe(subject));
    }

    private <T> void handle(Message message, Class<T> type, BiConsumer<String, T> handler) {
        try {
            handler.accept(message.getSubject(), json.readValue(message.getData(), type));
        } catch (IOException e) {
            LOG.warnf("skipped a malformed signal on %s", message.getSubject());
        } catch (RuntimeException e) {
            LOG.warnf(e, "a signal on %s was not handled", message.getSubject());
        }
    }
}
