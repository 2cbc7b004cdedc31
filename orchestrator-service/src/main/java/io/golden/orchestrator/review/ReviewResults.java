package io.golden.orchestrator.review;

import io.golden.orchestrator.review.ReviewRows.Outcome;
import io.golden.orchestrator.task.History;
import io.golden.orchestrator.task.TaskRows;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;

/** Takes in how a review ended, by message or by asking: whichever comes first counts, the other changes nothing. */
@ApplicationScoped
public class ReviewResults {
    private static final String[] ANY_TENANT = {};

    private final ReviewRows reviews;
    private final TaskRows tasks;
    private final History history;

    ReviewResults(ReviewRows reviews, TaskRows tasks, History history) {
        this.reviews = reviews;
        this.tasks = tasks;
        this.history = history;
    }

    /** True when it was news. */
    public Uni<Boolean> take(SqlConnection tx, Outcome outcome) {
        return tasks.lock(tx, outcome.taskId(), ANY_TENANT)
                .chain(() -> reviews.decide(tx, outcome))
                .call(news -> news ? record(tx, outcome) : Uni.createFrom().voidItem());
    }

    private Uni<Void> record(SqlConnection tx, Outcome outcome) {
        var data = new JsonObject()
                .put("session_id", outcome.sessionId().toString())
                .put("content_hash", outcome.contentHash())
                .put("status", outcome.status().wire())
                .put("consensus_score", outcome.score().orElse(null))
                .put("quorum", outcome.quorum().orElse(null))
                .put("votes", outcome.votes());
        var why = "The peers' review " + outcome.status().wire();
        return history.append(tx, outcome.taskId(), "review", why, History.SYSTEM, data)
                .chain(() -> tasks.touch(tx, outcome.taskId()));
    }
}
