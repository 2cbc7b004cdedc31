package io.golden.orchestrator.advance;

import io.golden.orchestrator.escalation.EscalationRows;
import io.golden.orchestrator.guard.Facts;
import io.golden.orchestrator.review.ReviewRows;
import io.golden.orchestrator.sandbox.SandboxRunRows;
import io.golden.orchestrator.step.StepRows;
import io.golden.orchestrator.task.TaskRows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads all that is known about a task. What changes between two of its statements changes the task's version too, so a
 * decision on a mixed picture is refused when it is committed.
 */
@ApplicationScoped
public class FactsReader {
    private static final String[] ANY_TENANT = {};

    private final TaskRows tasks;
    private final StepRows steps;
    private final SandboxRunRows runs;
    private final ReviewRows reviews;
    private final EscalationRows escalations;

    FactsReader(TaskRows tasks, StepRows steps, SandboxRunRows runs, ReviewRows reviews, EscalationRows escalations) {
        this.tasks = tasks;
        this.steps = steps;
        this.runs = runs;
        this.reviews = reviews;
        this.escalations = escalations;
    }

    /** All statements are sent at once: one round trip. */
    Uni<Optional<Facts>> read(SqlConnection tx, UUID taskId) {
        return Uni.combine()
                .all()
                .unis(
                        tasks.find(tx, taskId, ANY_TENANT),
                        steps.of(tx, taskId),
                        runs.of(tx, taskId),
                        reviews.of(tx, taskId),
                        escalations.waivers(tx, taskId),
                        escalations.times(tx, taskId))
                .with((task, all, ran, rounds, waived, at) ->
                        task.map(t -> new Facts(t, all, ran, rounds, waived, at.lastResolved(), at.now())));
    }
}
