package io.golden.dlq.message;

import io.golden.data.sql.Transactions;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** {@code dlq_message_count}, which is counted in the table every few seconds, and {@code dlq_resolved_total}. */
@ApplicationScoped
class MessageMetrics {
    private static final Logger LOG = Logger.getLogger(MessageMetrics.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Transactions transactions;
    private final AtomicLong unresolved = new AtomicLong();
    private final Counter resolved;
    private final CountDownLatch stopped = new CountDownLatch(1);

    MessageMetrics(Transactions transactions, MeterRegistry meters) {
        this.transactions = transactions;
        this.resolved = meters.counter("dlq_resolved");
        meters.gauge("dlq_message_count", unresolved);
    }

    void resolved() {
        resolved.increment();
    }

    void start(@Observes StartupEvent event) {
        Thread.ofVirtual().name("dlq-message-count").start(this::run);
    }

    void stop(@Observes ShutdownEvent event) {
        stopped.countDown();
    }

    private void run() {
        try {
            do {
                count();
            } while (!stopped.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void count() {
        try {
            unresolved.set(transactions
                    .run(tx -> tx.query("select count(*) from dlq_messages where not resolved")
                            .execute()
                            .map(rows -> rows.iterator().next().getLong(0)))
                    .await()
                    .atMost(PATIENCE));
        } catch (RuntimeException e) {
            LOG.debugf(e, "unresolved messages could not be counted, next try in %s", INTERVAL);
        }
    }
}
