package io.golden.budget.reservation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;

/** {@code budget_requests_total{status}} and its like. */
@Startup
@Singleton
final class BudgetMetrics {
    private final MeterRegistry registry;
    private final Counter approved;
    private final Counter insufficient;
    private final Counter failed;
    private final Counter conflicts;
    private final Counter commits;
    private final Counter releases;

    BudgetMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.approved = requests(registry, "approved");
        this.insufficient = requests(registry, "insufficient");
        this.failed = requests(registry, "reservation_failed");
        this.conflicts = Counter.builder("budget_reservation_conflicts_total")
                .description("Requests whose id stood for another payload")
                .register(registry);
        this.commits = Counter.builder("budget_commits_total")
                .description("Reservations committed")
                .register(registry);
        this.releases = Counter.builder("budget_releases_total")
                .description("Reservations released")
                .register(registry);
    }

    void reserved(ReserveOutcome outcome) {
        switch (outcome) {
            case ReserveOutcome.Approved _ -> approved.increment();
            case ReserveOutcome.Insufficient _ -> insufficient.increment();
            case ReserveOutcome.OtherPayload _ -> {
                failed.increment();
                conflicts.increment();
            }
        }
    }

    void reserveFailed() {
        failed.increment();
    }

    void committed(CommitOutcome outcome) {
        if (outcome instanceof CommitOutcome.Committed done && !done.replayed()) {
            commits.increment();
        }
    }

    void released(ReleaseOutcome outcome) {
        if (outcome instanceof ReleaseOutcome.Released done && !done.replayed()) {
            releases.increment();
        }
    }

    /** How many requests one statement decided. */
    DistributionSummary groupSizes(String verb) {
        return DistributionSummary.builder("budget_group_size")
                .description("Requests decided by one statement")
                .tag("verb", verb)
                .serviceLevelObjectives(1, 2, 4, 8, 16, 32, 64, 128, 256)
                .register(registry);
    }

    private static Counter requests(MeterRegistry registry, String status) {
        return Counter.builder("budget_requests_total")
                .description("Requests for tokens, by what became of them")
                .tag("status", status)
                .register(registry);
    }
}
