package io.golden.data.consumer;

import io.golden.data.nats.NatsConnection;
import io.nats.client.Connection;
import io.nats.client.ConsumerContext;
import io.nats.client.FetchConsumeOptions;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamStatusCheckedException;
import io.nats.client.Message;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Fetches messages of one durable, on a virtual thread, and never more than there are permits: what waits in this
 * process would else run into {@code ack_wait} and lose a delivery. A fetch lasts two seconds at most, which is also how
 * soon it works again after a restart of NATS.
 */
final class Puller {
    private static final Logger LOG = Logger.getLogger(Puller.class);
    private static final long FETCH_MILLIS = 2_000;
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final long NEVER = -1;
    /** Of one fetch, and of what is in hand before the next: a batch of the largest messages must fit a small heap. */
    private static final int MOST_BYTES = 8 << 20;

    private static final long NO_ROOM_MILLIS = 5;

    /**
     * NATS tells a fetch under way that its durable is deleted; a fetch of a durable that is not there it does not answer
     * at all. So whoever has received nothing for this long asks whether there still is one.
     */
    private static final long SILENCE_NANOS = Duration.ofSeconds(5).toNanos();

    /**
     * The client and NATS end a fetch at the same moment. What NATS sent in that moment is still under way; hung up on, it
     * would come again only after {@code ack_wait}, one delivery poorer.
     */
    private static final long UNDER_WAY_MILLIS = 100;

    private final Durable durable;
    private final NatsConnection nats;
    private final Consumer<Message> sink;
    private final Semaphore permits;
    private final int capacity;
    private final AtomicLong bytesInHand = new AtomicLong();
    private final Thread thread;
    private volatile boolean stopped;
    private long declaredIn = NEVER;
    private long knownAtNanos;
    private ConsumerContext context;
    private String lastFailure = "";

    /**
     * How NATS is to treat it.
     *
     * @param maxDeliver −1: unlimited
     * @param maxAckPending in the hands of all replicas together
     */
    record Durable(
            String stream, String name, Optional<String> filter, int maxDeliver, Duration ackWait, int maxAckPending) {}

    Puller(Durable durable, NatsConnection nats, int capacity, Consumer<Message> sink) {
        this.durable = durable;
        this.nats = nats;
        this.sink = sink;
        this.capacity = capacity;
        this.permits = new Semaphore(capacity);
        this.thread = Thread.ofVirtual().name("consumer-" + durable.name()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Messages given to the sink are done with. */
    void release(List<Message> messages) {
        messages.forEach(message -> bytesInHand.addAndGet(-size(message)));
        permits.release(messages.size());
    }

    private static long size(Message message) {
        return message.getData() == null ? 0 : message.getData().length;
    }

    /** Fetches no more, and waits until what is in hand is done with. */
    void drain(Duration timeout) throws InterruptedException {
        stopped = true;
        thread.interrupt();
        thread.join(timeout);
        if (!permits.tryAcquire(capacity, timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warnf(
                    "%s ends with %d messages in hand: they come again",
                    durable.name(), capacity - permits.availablePermits());
        }
    }

    private void run() {
        while (!stopped) {
            try {
                var connection = nats.awaitReady(PATIENCE);
                if (connection.isPresent()) {
                    fetch(context(connection.get()));
                }
            } catch (InterruptedException e) {
                return;
            } catch (IOException | JetStreamApiException | JetStreamStatusCheckedException | RuntimeException e) {
                complainOnce(e);
                declaredIn = NEVER;
                pause();
            }
        }
    }

    private void fetch(ConsumerContext context)
            throws IOException, JetStreamApiException, JetStreamStatusCheckedException, InterruptedException {
        while (bytesInHand.get() > MOST_BYTES && !stopped) {
            Thread.sleep(NO_ROOM_MILLIS);
        }
        permits.acquire();
        int wanted = 1 + permits.drainPermits();
        int received = 0;
        try (var fetching = context.fetch(FetchConsumeOptions.builder()
                .max(MOST_BYTES, wanted)
                .expiresIn(FETCH_MILLIS)
                .build())) {
            for (int silences = 0; silences < 2 && !fetching.isFinished(); ) {
                var message = fetching.nextMessage();
                if (message != null) {
                    received++;
                    bytesInHand.addAndGet(size(message));
                    sink.accept(message);
                } else if (silences++ == 0 && !fetching.isFinished()) {
                    Thread.sleep(UNDER_WAY_MILLIS);
                }
            }
        } catch (IOException | JetStreamApiException | JetStreamStatusCheckedException | InterruptedException e) {
            throw e;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            permits.release(wanted - received);
        }
        makeSure(context, received);
    }

    /** Fails when the durable is gone: it is then declared again. */
    private void makeSure(ConsumerContext context, int received) throws IOException, JetStreamApiException {
        if (received == 0 && System.nanoTime() - knownAtNanos < SILENCE_NANOS) {
            return;
        }
        if (received == 0) {
            var _ = context.getConsumerInfo();
        }
        knownAtNanos = System.nanoTime();
    }

    /** Declares the durable on each new or restored connection: a redeploy may have changed its settings. */
    private ConsumerContext context(Connection connection) throws IOException, JetStreamApiException {
        long session = nats.sessions();
        if (declaredIn != session) {
            var settings = ConsumerConfiguration.builder()
                    .durable(durable.name())
                    .ackPolicy(AckPolicy.Explicit)
                    .ackWait(durable.ackWait())
                    .maxDeliver(durable.maxDeliver())
                    .maxAckPending(durable.maxAckPending());
            durable.filter().ifPresent(settings::filterSubject);
            var _ = connection.jetStreamManagement().addOrUpdateConsumer(durable.stream(), settings.build());
            context = connection.getConsumerContext(durable.stream(), durable.name());
            declaredIn = session;
            knownAtNanos = System.nanoTime();
            lastFailure = "";
            LOG.infof("Consuming %s of %s", durable.name(), durable.stream());
        }
        return context;
    }

    private void complainOnce(Exception failure) {
        var text = String.valueOf(failure.getMessage());
        if (!text.equals(lastFailure)) {
            lastFailure = text;
            LOG.warnf("%s does not receive: %s", durable.name(), text);
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
