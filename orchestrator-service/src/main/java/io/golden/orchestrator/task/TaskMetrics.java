package io.golden.orchestrator.task;

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
import java.util.concurrent.atomic.AtomicLong;

/** Counts of tasks. The gauges are of the whole suite, read from the rows every two seconds. */
@ApplicationScoped
public class TaskMetrics {
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Transactions transactions;
    private final TaskQueries queries;
    private final BackgroundWork background;
    private final Counter created;
    private final Counter completed;
    private final AtomicLong active;
    private final AtomicLong ready;
    private BackgroundLoop loop;

    TaskMetrics(Transactions transactions, TaskQueries queries, BackgroundWork background, MeterRegistry registry) {
        this.transactions = transactions;
        this.queries = queries;
        this.background = background;
        this.created = registry.counter("tasks.created");
        this.completed = registry.counter("tasks.completed");
        this.active = registry.gauge("orchestrator.active.tasks", new AtomicLong());
        this.ready = registry.gauge("orchestrator.task.queue.depth", new AtomicLong());
    }

    void start(@Observes StartupEvent event) {
        loop = BackgroundLoop.start("task-metrics", INTERVAL, this::read);
    }

    void stop(@Observes ShutdownEvent event) {
        loop.close();
    }

    private void read() {
        var depth = background.await(Correlation.fresh(), PATIENCE, () -> transactions.run(queries::depth));
        active.set(depth.activeTasks());
        ready.set(depth.stepsReady());
    }

    void created() {
        created.increment();
    }

    public void completed() {
        completed.increment();
    }
}
