package io.golden.peerhub.review;

import io.golden.peerhub.quorum.Verdict;
import io.golden.peerhub.review.Closing.Closed;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/** {@code peer_review_consensus_time}: seconds from a session's opening to its decision; cancelled ones reach none. */
@Startup
@ApplicationScoped
class ConsensusTime {
    private final DistributionSummary seconds;

    ConsensusTime(MeterRegistry meters) {
        seconds = DistributionSummary.builder("peer_review_consensus_time")
                .description("Seconds from the opening of a review session to its decision")
                .serviceLevelObjectives(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 180, 300, 600, 3600)
                .register(meters);
    }

    void record(List<Closed> closed) {
        closed.stream()
                .filter(c -> !(c.decision().verdict() instanceof Verdict.Cancelled))
                .map(c -> Duration.between(c.decision().session().createdAt(), c.at()))
                .forEach(open -> seconds.record(open.toMillis() / 1000.0));
    }
}
