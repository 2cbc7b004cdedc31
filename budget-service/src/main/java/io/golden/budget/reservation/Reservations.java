package io.golden.budget.reservation;

import io.golden.budget.group.Groups;
import io.golden.budget.group.OneStatement;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;

/** One method per verb; what is asked at the same time is decided in groups. */
@Singleton
final class Reservations {
    /** A request id is its tenant's own. */
    private record RequestKey(String tenantId, String requestId) {}

    private final Groups<Reservation, ReserveOutcome> reserves;
    private final Groups<Commit, CommitOutcome> commits;
    private final Groups<Target, ReleaseOutcome> releases;
    private final BudgetMetrics metrics;

    Reservations(
            OneStatement statements,
            ReserveRepository reserving,
            ReservationRepository repository,
            BudgetMetrics metrics,
            Vertx vertx) {
        this.metrics = metrics;
        // Each one statement that commits itself: limits are locked for no round trip longer than needed.
        reserves = new Groups<>(
                new Groups.Work<>(
                        Reservation::tenantId,
                        asked -> new RequestKey(asked.tenantId(), asked.requestId()),
                        group -> statements.run(one -> reserving.reserve(one, group))),
                metrics.groupSizes("reserve"),
                vertx);
        commits = new Groups<>(
                new Groups.Work<>(
                        commit -> commit.target().tenantId(),
                        commit -> commit.target().reservationId(),
                        group -> statements.run(one -> repository.commit(one, group))),
                metrics.groupSizes("commit"),
                vertx);
        releases = new Groups<>(
                new Groups.Work<>(
                        Target::tenantId,
                        Target::reservationId,
                        group -> statements.run(one -> repository.release(one, group))),
                metrics.groupSizes("release"),
                vertx);
    }

    Uni<ReserveOutcome> reserve(Reservation asked) {
        return reserves.submit(asked).invoke(metrics::reserved).onFailure().invoke(metrics::reserveFailed);
    }

    Uni<CommitOutcome> commit(Commit commit) {
        return commits.submit(commit).invoke(metrics::committed);
    }

    Uni<ReleaseOutcome> release(Target target) {
        return releases.submit(target).invoke(metrics::released);
    }
}
