package io.golden.orchestrator.review;

import io.golden.commons.wire.ReviewDecided;
import io.golden.data.consumer.ConsumerSpec;
import io.golden.data.consumer.Incoming;
import io.golden.data.consumer.MessageConsumer;
import io.golden.orchestrator.advance.Advancer;
import io.golden.orchestrator.review.ReviewRows.Outcome;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** {@code prc.{session_id}.result}: a review ended. */
@ApplicationScoped
class ReviewResultConsumer implements MessageConsumer<ReviewDecided> {
    private final ReviewResults results;
    private final ReviewRows reviews;
    private final Advancer advancer;

    ReviewResultConsumer(ReviewResults results, ReviewRows reviews, Advancer advancer) {
        this.results = results;
        this.reviews = reviews;
        this.advancer = advancer;
    }

    @Override
    public ConsumerSpec spec() {
        return new ConsumerSpec("PRC", "orchestrator-review-results", "prc.*.result", false);
    }

    @Override
    public Class<ReviewDecided> payloadType() {
        return ReviewDecided.class;
    }

    @Override
    public Uni<Void> handle(SqlConnection tx, Incoming<ReviewDecided> message) {
        var decided = message.payload();
        return results.take(tx, outcome(decided)).flatMap(news -> {
            if (news) {
                advancer.wakeAfterCommit(decided.taskId());
                return Uni.createFrom().voidItem();
            }
            return reviews.isOpening(tx, decided.taskId(), decided.contentHash())
                    .flatMap(opening -> opening
                            // Its session is recorded in a moment, and then it can be told from somebody else's.
                            ? Uni.createFrom()
                                    .failure(
                                            new IllegalStateException("the session of this review is not recorded yet"))
                            : Uni.createFrom().voidItem());
        });
    }

    private static Outcome outcome(ReviewDecided decided) {
        var votes = new JsonArray();
        decided.votes()
                .forEach(v -> votes.add(JsonObject.of(
                        "agent_id",
                        v.agentId(),
                        "agent_role",
                        v.agentRole(),
                        "vote",
                        v.vote(),
                        "counted",
                        v.counted())));
        return new Outcome(
                decided.sessionId(),
                decided.taskId(),
                decided.contentHash(),
                Review.Status.of(decided.status()),
                Optional.of(decided.consensusScore()),
                Optional.of(decided.quorum()),
                votes,
                decided.decidedAt());
    }
}
