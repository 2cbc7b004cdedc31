package io.golden.data.consumer;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.golden.commons.caller.Caller;
import io.golden.commons.correlation.Correlation;
import io.golden.commons.trace.Traces;
import io.golden.data.background.VirtualThreads;
import io.golden.data.outbox.MessageHeaders;
import io.golden.data.sql.DatabaseFailures;
import io.micrometer.core.instrument.Counter;
import io.nats.client.Message;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/** Runs one {@link MessageConsumer}: each message on a virtual thread of its own, a bounded number at a time. */
final class ConsumerLoop<T> {
    private static final Logger LOG = Logger.getLogger(ConsumerLoop.class);
    private static final Duration HANDLE_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration DATABASE_PAUSE = Duration.ofMillis(500);
    private static final Duration DEAD_LETTER_PAUSE = Duration.ofSeconds(1);
    private static final int DEAD_LETTER_TRIES = 60;
    private static final int MOST_ACK_PENDING = 1_000;

    private final MessageConsumer<T> consumer;
    private final ConsumerSpec spec;
    private final ConsumerTools tools;
    private final ConsumerSettings settings;
    private final Puller puller;
    private volatile boolean stopping;

    ConsumerLoop(MessageConsumer<T> consumer, ConsumerTools tools) {
        this.consumer = consumer;
        this.spec = consumer.spec();
        this.tools = tools;
        this.settings = tools.settings();
        var durable = new Puller.Durable(
                spec.stream(),
                spec.durable(),
                Optional.of(spec.filter()),
                settings.maxDeliveries(),
                settings.ackWait(),
                MOST_ACK_PENDING);
        this.puller = new Puller(durable, tools.nats(), settings.maxInFlight(), this::received);
        List.of("done", "duplicate", "retried", "dead", "unauthenticated").forEach(this::counter);
    }

    void start() {
        puller.start();
    }

    void drain(Duration timeout) throws InterruptedException {
        stopping = true;
        puller.drain(timeout);
    }

    private void received(Message message) {
        tools.keepAlive().add(message);
        VirtualThreads.EXECUTOR.execute(() -> {
            var span = span(message);
            try {
                span.correlation().during(() -> {
                    var attempt = attempt(message, span.correlation());
                    settle(message, attempt);
                    span.end(() ->
                            new Traces.Ending(spec.durable(), described(message), !(attempt instanceof Attempt.Done)));
                    return null;
                });
            } catch (IllegalStateException e) {
                LOG.debugf("%s could not answer NATS, the message comes again: %s", spec.durable(), e.getMessage());
            } finally {
                tools.keepAlive().remove(message);
                puller.release(List.of(message));
            }
        });
    }

    private Traces.Span span(Message message) {
        var traceparent =
                Decoder.header(message, Correlation.TRACEPARENT_HEADER).orElse(null);
        var requestId = Decoder.header(message, Correlation.REQUEST_ID_HEADER).orElse(null);
        return tools.traces().begin(Traces.Kind.CONSUMER, Correlation.of(requestId, traceparent), traceparent);
    }

    private Map<String, Object> described(Message message) {
        return Map.of(
                "messaging.system",
                "nats",
                "messaging.operation.type",
                "process",
                "messaging.destination.name",
                message.getSubject(),
                "messaging.consumer.group.name",
                spec.durable());
    }

    private Attempt attempt(Message message, Correlation correlation) {
        Optional<Caller> sender = spec.fromAgents() ? tools.senders().find(message) : Optional.empty();
        if (spec.fromAgents() && sender.isEmpty()) {
            counter("unauthenticated").increment();
            return new Attempt.Hopeless(new SafeError("unauthenticated", "no valid Golden-Token of an agent"), sender);
        }
        if (Decoder.header(message, MessageHeaders.UNREADABLE).isPresent()) {
            return new Attempt.Hopeless(new SafeError("malformed", "a header that cannot be read"), sender);
        }
        try {
            var incoming = Decoder.decode(message, consumer.payloadType(), sender, tools.json());
            return work(incoming, correlation, sender);
        } catch (JsonProcessingException | PoisonMessageException e) {
            return new Attempt.Hopeless(SafeError.of(e), sender);
        } catch (IOException e) {
            return new Attempt.Failed(SafeError.of(e), sender);
        }
    }

    /** While the database is lost the message stays in hand: an outage must not use up its deliveries. */
    private Attempt work(Incoming<T> incoming, Correlation correlation, Optional<Caller> sender) {
        while (true) {
            try {
                return new Attempt.Done(!tools.background().await(correlation, HANDLE_TIMEOUT, () -> once(incoming)));
            } catch (PoisonMessageException e) {
                return new Attempt.Hopeless(SafeError.of(e), sender);
            } catch (RuntimeException e) {
                if (!DatabaseFailures.isLost(e)) {
                    LOG.warnf(e, "%s failed on %s", spec.durable(), incoming.id());
                    return new Attempt.Failed(SafeError.of(e), sender);
                }
                if (stopping) {
                    return new Attempt.Abandoned();
                }
                LockSupport.parkNanos(DATABASE_PAUSE.toNanos());
            }
        }
    }

    private Uni<Boolean> once(Incoming<T> incoming) {
        return tools.transactions()
                .run(tx -> Inbox.enter(tx, spec.durable(), incoming.id())
                        .chain(entered -> entered
                                ? consumer.handle(tx, incoming).replaceWith(true)
                                : Uni.createFrom().item(false)));
    }

    private void settle(Message message, Attempt attempt) {
        switch (attempt) {
            case Attempt.Done(boolean seenBefore) -> {
                message.ack();
                counter(seenBefore ? "duplicate" : "done").increment();
            }
            case Attempt.Failed(var error, var sender) -> {
                if (message.metaData().deliveredCount() < settings.maxDeliveries()) {
                    retryLater(message);
                } else {
                    bury(message, error, sender);
                }
            }
            case Attempt.Hopeless(var error, var sender) -> bury(message, error, sender);
            case Attempt.Abandoned() ->
                message.nakWithDelay(settings.retryDelays().getFirst());
        }
    }

    private void retryLater(Message message) {
        int failures = (int) Math.min(
                message.metaData().deliveredCount(), settings.retryDelays().size());
        message.nakWithDelay(jittered(settings.retryDelays().get(failures - 1)));
        counter("retried").increment();
    }

    /** Terminates only what the stream of dead letters has; dying before that is what the advisories are for. */
    private void bury(Message message, SafeError error, Optional<Caller> sender) {
        for (int i = 0; i < DEAD_LETTER_TRIES && !stopping; i++) {
            if (tools.deadLetters().copied(message, spec.fromAgents(), messageId(message), sender, error)) {
                message.term();
                counter("dead").increment();
                return;
            }
            LockSupport.parkNanos(jittered(DEAD_LETTER_PAUSE).toNanos());
        }
        message.nakWithDelay(settings.retryDelays().getLast());
    }

    private String messageId(Message message) {
        return Decoder.id(message, spec.fromAgents() ? tools.senders().find(message) : Optional.empty());
    }

    private Counter counter(String result) {
        return tools.metrics().counter("consumer_messages_total", "consumer", spec.durable(), "result", result);
    }

    /** ± 20 %, so that what failed together does not come back together. */
    private static Duration jittered(Duration delay) {
        long millis = delay.toMillis();
        return Duration.ofMillis(
                millis - millis / 5 + ThreadLocalRandom.current().nextLong(2 * millis / 5 + 1));
    }
}
