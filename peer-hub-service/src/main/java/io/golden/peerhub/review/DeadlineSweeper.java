package io.golden.peerhub.review;

import io.golden.commons.correlation.Correlation;
import io.golden.data.background.BackgroundLoop;
import io.golden.data.background.BackgroundWork;
import io.golden.data.sql.Transactions;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Decides sessions whose deadline came. Any number of replicas sweep at once: a row that another one holds is skipped,
 * and what it holds it decides.
 */
@ApplicationScoped
class DeadlineSweeper {
    private static final int BATCH = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Transactions transactions;
    private final Sessions sessions;
    private final Closing closing;
    private final BackgroundWork background;
    private final ReviewConfig config;
    private Optional<BackgroundLoop> loop = Optional.empty();

    DeadlineSweeper(
            Transactions transactions,
            Sessions sessions,
            Closing closing,
            BackgroundWork background,
            ReviewConfig config) {
        this.transactions = transactions;
        this.sessions = sessions;
        this.closing = closing;
        this.background = background;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        loop = Optional.of(BackgroundLoop.start("deadline-sweeper", config.sweepInterval(), this::sweepAll));
    }

    void stop(@Observes ShutdownEvent event) {
        loop.ifPresent(BackgroundLoop::close);
    }

    private void sweepAll() {
        background.await(Correlation.fresh(), PATIENCE, () -> transactions.run(sessions::reopenNow));
        int swept;
        do {
            swept = background.await(Correlation.fresh(), PATIENCE, this::sweep);
            // As many as fit into a batch were due: there may be more.
        } while (swept == BATCH);
    }

    /** Decides one batch; returns how many were due. */
    Uni<Integer> sweep() {
        return transactions
                .run(tx -> sessions.lockDue(tx, BATCH).chain(due -> closing.closeDue(tx, due)))
                .map(List::size);
    }
}
