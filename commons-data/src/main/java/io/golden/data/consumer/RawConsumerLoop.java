package io.golden.data.consumer;

import io.golden.commons.correlation.Correlation;
import io.golden.data.sql.DatabaseFailures;
import io.nats.client.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/** Runs one {@link RawConsumer}: batches of what is there, one batch at a time. */
final class RawConsumerLoop {
    private static final Logger LOG = Logger.getLogger(RawConsumerLoop.class);
    private static final int UNLIMITED = -1;
    private static final int MOST_ACK_PENDING = 4_096;
    private static final Duration HANDLE_TIMEOUT = Duration.ofMinutes(1);
    private static final Duration DATABASE_PAUSE = Duration.ofSeconds(1);
    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    private static final int LONGEST_DELAY_SECONDS = 30;
    private static final int MOST_BYTES = 4 << 20;

    private final RawConsumer consumer;
    private final RawConsumer.Spec spec;
    private final ConsumerTools tools;
    private final Puller puller;
    private final LinkedBlockingQueue<Message> received = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean stopping;

    RawConsumerLoop(RawConsumer consumer, ConsumerTools tools) {
        this.consumer = consumer;
        this.spec = consumer.spec();
        this.tools = tools;
        var durable = new Puller.Durable(
                spec.stream(),
                spec.durable(),
                spec.filter(),
                UNLIMITED,
                tools.settings().ackWait(),
                MOST_ACK_PENDING);
        this.puller = new Puller(durable, tools.nats(), 2 * spec.maxBatch(), message -> {
            tools.keepAlive().add(message);
            received.add(message);
        });
        this.thread = Thread.ofVirtual().name("raw-" + spec.durable()).unstarted(this::run);
    }

    void start() {
        thread.start();
        puller.start();
    }

    void drain(Duration timeout) throws InterruptedException {
        puller.drain(timeout);
        stopping = true;
        thread.interrupt();
        thread.join(timeout);
    }

    private void run() {
        while (!stopping) {
            try {
                var batch = new ArrayList<Message>();
                var first = received.poll(1, TimeUnit.SECONDS);
                if (first != null) {
                    batch.add(first);
                    fill(batch);
                    handle(batch);
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** With what is there, up to the batch's number and size. */
    private void fill(List<Message> batch) {
        long bytes = size(batch.getFirst());
        while (batch.size() < spec.maxBatch() && bytes < MOST_BYTES && !received.isEmpty()) {
            var next = received.remove();
            batch.add(next);
            bytes += size(next);
        }
    }

    private static int size(Message message) {
        return message.getData() == null ? 0 : message.getData().length;
    }

    private void handle(List<Message> batch) {
        try {
            if (!handled(batch) && batch.size() > 1) {
                batch.forEach(message -> handled(List.of(message)));
            }
        } finally {
            batch.forEach(tools.keepAlive()::remove);
            puller.release(batch);
        }
    }

    /** Acknowledges what was stored; a message that fails alone comes again later. */
    private boolean handled(List<Message> batch) {
        try {
            stored(batch);
            batch.forEach(message -> answer(message::ack));
            return true;
        } catch (RuntimeException e) {
            LOG.warnf("%s could not store %d messages: %s", spec.durable(), batch.size(), e.toString());
            if (batch.size() == 1) {
                var message = batch.getFirst();
                var delay =
                        FIRST_DELAY.multipliedBy(Math.min(message.metaData().deliveredCount(), LONGEST_DELAY_SECONDS));
                answer(() -> message.nakWithDelay(delay));
            }
            return false;
        }
    }

    /** While the database is lost the batch stays in hand: an outage is no fault of any message. */
    private void stored(List<Message> batch) {
        var raw = batch.stream().map(RawConsumerLoop::raw).toList();
        while (true) {
            try {
                tools.background().await(Correlation.fresh(), HANDLE_TIMEOUT, () -> consumer.handle(raw));
                return;
            } catch (RuntimeException e) {
                if (stopping || !DatabaseFailures.isLost(e)) {
                    throw e;
                }
                LOG.warnf("%s waits for the database with %d messages in hand", spec.durable(), batch.size());
                LockSupport.parkNanos(DATABASE_PAUSE.toNanos());
            }
        }
    }

    private void answer(Runnable answer) {
        try {
            answer.run();
        } catch (IllegalStateException e) {
            LOG.debugf("%s could not answer NATS, the message comes again: %s", spec.durable(), e.getMessage());
        }
    }

    private static RawMessage raw(Message message) {
        var meta = message.metaData();
        return new RawMessage(
                meta.getStream(),
                meta.streamSequence(),
                message.getSubject(),
                message.hasHeaders() ? message.getHeaders().toMap() : Map.of(),
                message.getData() == null ? new byte[0] : message.getData(),
                meta.deliveredCount(),
                meta.timestamp().toInstant());
    }
}
