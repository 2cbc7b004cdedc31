package io.golden.budget.ledger;

import io.golden.budget.BudgetConfig;
import io.golden.commons.correlation.Correlation;
import io.golden.data.background.BackgroundLoop;
import io.golden.data.background.BackgroundWork;
import io.golden.data.sql.Transactions;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Recomputes every balance from the ledger from time to time: {@code budget_balance_differences} must be 0, and
 * {@code budget_check_age_seconds} small. Not at the start: reading the whole ledger would take the processor from the
 * first requests of a new replica.
 */
@Singleton
final class LedgerWatch {
    private static final Logger LOG = Logger.getLogger(LedgerWatch.class);
    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final String[] ALL_TENANTS = {};

    private final Transactions transactions;
    private final LedgerRepository ledger;
    private final BackgroundWork background;
    private final BudgetConfig config;
    private volatile int differences;
    private volatile long checkedAtNanos = System.nanoTime();
    private volatile Optional<BackgroundLoop> loop = Optional.empty();

    LedgerWatch(Transactions transactions, LedgerRepository ledger, BackgroundWork background, BudgetConfig config) {
        this.transactions = transactions;
        this.ledger = ledger;
        this.background = background;
        this.config = config;
    }

    void start(@Observes StartupEvent event, MeterRegistry metrics) {
        Gauge.builder("budget_balance_differences", () -> differences)
                .description("Balances that do not follow from the ledger, 100 at most, when last checked")
                .register(metrics);
        Gauge.builder("budget_check_age_seconds", this::ageSeconds)
                .description("Time since the balances were last recomputed from the ledger, or since the start")
                .register(metrics);
        loop = Optional.of(BackgroundLoop.startLater("budget-check", config.checkEvery(), this::round));
    }

    void stop(@Observes ShutdownEvent event) {
        loop.ifPresent(BackgroundLoop::close);
    }

    private double ageSeconds() {
        return Duration.ofNanos(System.nanoTime() - checkedAtNanos).toMillis() / 1000.0;
    }

    /** Checks once. */
    LedgerCheck round() {
        var found = background.await(
                Correlation.fresh(), PATIENCE, () -> transactions.run(tx -> ledger.check(tx, ALL_TENANTS)));
        differences = found.differences().size();
        checkedAtNanos = System.nanoTime();
        found.differences()
                .forEach(difference -> LOG.errorf("A balance does not follow from the ledger: %s", difference));
        return found;
    }
}
