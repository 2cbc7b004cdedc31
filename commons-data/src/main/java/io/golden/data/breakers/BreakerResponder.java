package io.golden.data.breakers;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.golden.commons.breaker.BreakerStatus;
import io.golden.commons.breaker.Breakers;
import io.golden.commons.configuration.ThisInstance;
import io.golden.data.background.VirtualThreads;
import io.golden.data.nats.NatsConnection;
import io.nats.client.Message;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Answers for the breakers of this replica. Who may ask, NATS decides. */
@ApplicationScoped
class BreakerResponder {
    private static final Logger LOG = Logger.getLogger(BreakerResponder.class);

    private final Breakers breakers;
    private final ThisInstance instance;
    private final NatsConnection nats;
    private final ObjectMapper json;

    BreakerResponder(Breakers breakers, ThisInstance instance, NatsConnection nats, ObjectMapper json) {
        this.breakers = breakers;
        this.instance = instance;
        this.nats = nats;
        this.json = json.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    void start(@Observes StartupEvent event) {
        nats.onEachConnection(connection -> connection
                .createDispatcher(message -> VirtualThreads.EXECUTOR.execute(() -> answer(message)))
                .subscribe(BreakerQuestion.LIST)
                .subscribe(BreakerQuestion.RESET));
    }

    private void answer(Message message) {
        try {
            var name = json.readValue(message.getData(), BreakerQuestion.class).name();
            var asked = asked(name);
            if (message.getSubject().equals(BreakerQuestion.RESET)) {
                asked.forEach(breaker -> breakers.reset(breaker.name()));
            }
            var answer = new BreakerAnswer(instance.service(), instance.id(), asked);
            message.getConnection().publish(message.getReplyTo(), json.writeValueAsBytes(answer));
        } catch (IOException | RuntimeException e) {
            LOG.warnf("a question for circuit breakers was not answered: %s", e.toString());
        }
    }

    private List<BreakerStatus> asked(Optional<String> name) {
        return breakers.list().stream()
                .filter(breaker -> name.isEmpty() || breaker.name().equals(name.get()))
                .toList();
    }
}
