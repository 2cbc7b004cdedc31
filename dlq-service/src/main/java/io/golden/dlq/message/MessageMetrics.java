package io.golden.dlq.message;

import io.golden.commons.correlation.Correlation;
import io.golden.data.background.BackgroundLoop;
import io.golden.data.background.BackgroundWork;
import io.golden.data.sql.Transactions;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** {@code dlq_message_count}, which is looked up every few seconds, and {@code dlq_resolved_total}. */
@ApplicationScoped
public class MessageMetrics {
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Transactions transactions;
    private final Groups groups;
    private final BackgroundWork background;
    private final AtomicLong unresolved = new AtomicLong();
    private final Counter resolved;
    private Optional<BackgroundLoop> loop = Optional.empty();

    MessageMetrics(Transactions transactions, Groups groups, BackgroundWork background, MeterRegistry meters) {
        this.transactions = transactions;
        this.groups = groups;
        this.background = background;
        this.resolved = meters.counter("dlq_resolved");
        meters.gauge("dlq_message_count", unresolved);
    }

    /** So many were resolved. */
    public void resolved(int messages) {
        resolved.increment(messages);
    }

    void start(@Observes StartupEvent event) {
        loop = Optional.of(BackgroundLoop.start("dlq-message-count", INTERVAL, this::count));
    }

    void stop(@Observes ShutdownEvent event) {
        loop.ifPresent(BackgroundLoop::close);
    }

    private void count() {
        unresolved.set(background.await(Correlation.fresh(), PATIENCE, () -> transactions.run(groups::unresolved)));
    }
}
