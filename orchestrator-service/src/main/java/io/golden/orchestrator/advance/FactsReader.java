package io.golden.orchestrator.advance;

import io.golden.orchestrator.escalation.EscalationRows;
import io.golden.orchestrator.guard.Facts;
import io.golden.orchestrator.review.ReviewRows;
import io.golden.orchestrator.sandbox.SandboxRunRows;
import io.golden.orchestrator.step.StepRows;
import io.golden.orchestrator.task.Task;
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

    Uni<Optional<Facts>> read(SqlConnection tx, UUID taskId) {
        return tasks.find(tx, taskId, ANY_TENANT)
                .flatMap(found -> found.map(task -> read(tx, task).map(Optional::of))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private Uni<Facts> read(SqlConnection tx, Task task) {
        var id = task.id();
        return steps.of(tx, id)
                .flatMap(all -> runs.of(tx, id)
                        .flatMap(run -> reviews.of(tx, id)
                                .flatMap(review -> escalations
                                        .waivers(tx, id)
                                        .flatMap(waived -> escalations
                                                .times(tx, id)
                                                .map(at -> new Facts(
                                                        task,
                                                        all,
                                                        run,
                                                        review,
                                                        waived,
                                                        at.lastResolved(),
                                                        at.now()))))));
    }
}
