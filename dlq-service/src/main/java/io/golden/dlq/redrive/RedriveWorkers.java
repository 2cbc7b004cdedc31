package io.golden.dlq.redrive;

import io.golden.commons.correlation.Correlation;
import io.golden.data.background.BackgroundLoop;
import io.golden.data.background.BackgroundWork;
import io.golden.data.nats.StoredMessages;
import io.golden.data.sql.Transactions;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Takes up redrives that nobody is at: new ones, and those whose replica died. */
@ApplicationScoped
class RedriveWorkers {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int MOST_JOBS = 4;
    private static final int STOP_EARLY = 500;

    private final RedriveRun.Tools tools;
    private final Set<Thread> runs = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;
    private BackgroundLoop loop;

    RedriveWorkers(
            Transactions transactions,
            BackgroundWork background,
            Redrives redrives,
            RedriveBatch batch,
            RedriveProgress progress,
            StoredMessages stored,
            RedriveSettings settings) {
        this.tools = new RedriveRun.Tools(transactions, background, redrives, batch, progress, stored, settings);
    }

    void start(@Observes StartupEvent event) {
        loop = BackgroundLoop.start("dlq-redrives", INTERVAL, this::takeUp);
    }

    /** The jobs go on in other replicas; batches under way end first. */
    void stop(@Observes @Priority(STOP_EARLY) ShutdownEvent event) throws InterruptedException {
        stopping = true;
        loop.close();
        for (var run : runs) {
            run.join(TIMEOUT);
        }
    }

    void wake() {
        loop.wake();
    }

    private void takeUp() {
        while (!stopping && runs.size() < MOST_JOBS) {
            // Of this one run: whoever takes the job up later, here or elsewhere, ends it.
            var owner = UUID.randomUUID().toString();
            var job = tools.background()
                    .await(
                            Correlation.fresh(),
                            TIMEOUT,
                            () -> tools.transactions()
                                    .run(tx -> tools.redrives().claim(tx, owner)));
            if (job.isEmpty()) {
                return;
            }
            var run = new RedriveRun(job.get(), owner, tools, () -> stopping);
            var thread = Thread.ofVirtual().name("redrive-" + job.get().id()).unstarted(() -> {
                try {
                    run.run();
                } finally {
                    runs.remove(Thread.currentThread());
                }
            });
            runs.add(thread);
            thread.start();
        }
    }
}
