package io.golden.orchestrator.advance;

import io.golden.data.outbox.Outbox;
import io.golden.orchestrator.budget.ReservationRows;
import io.golden.orchestrator.escalation.EscalationRows;
import io.golden.orchestrator.review.ReviewRows;
import io.golden.orchestrator.step.StepRows;
import io.golden.orchestrator.task.History;
import io.golden.orchestrator.task.Task;
import io.golden.orchestrator.task.TaskEvents;
import io.golden.orchestrator.task.TaskRows;
import io.golden.orchestrator.task.TaskState;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The one way a task changes its state: row, history and event in one transaction, and nothing left behind at the end. */
@ApplicationScoped
public class TaskMoves {
    private final TaskRows tasks;
    private final StepRows steps;
    private final ReservationRows reservations;
    private final ReviewRows reviews;
    private final EscalationRows escalations;
    private final History history;
    private final Outbox outbox;

    TaskMoves(
            TaskRows tasks,
            StepRows steps,
            ReservationRows reservations,
            ReviewRows reviews,
            EscalationRows escalations,
            History history,
            Outbox outbox) {
        this.tasks = tasks;
        this.steps = steps;
        this.reservations = reservations;
        this.reviews = reviews;
        this.escalations = escalations;
        this.history = history;
        this.outbox = outbox;
    }

    /** Why a task moves. */
    public record Reason(String why, String by, JsonObject data) {
        public static Reason system(String why) {
            return new Reason(why, History.SYSTEM, new JsonObject());
        }
    }

    /** Moves the task from what was seen; fails with {@link StaleDecisionException} when it is no longer that. */
    public Uni<Task> move(SqlConnection tx, Task seen, TaskState to, Reason reason) {
        var failure = to instanceof TaskState.Failed ? Optional.of(reason.why()) : Optional.<String>empty();
        return tasks.move(tx, seen, to, failure)
                .map(moved -> moved.orElseThrow(StaleDecisionException::new))
                .call(moved -> history.append(
                        tx,
                        seen.id(),
                        "state",
                        Optional.of(seen.state()),
                        Optional.of(to),
                        reason.why(),
                        reason.by(),
                        reason.data()))
                .call(moved -> outbox.append(tx, TaskEvents.stateChanged(seen, moved, reason.why(), reason.by())))
                .call(moved -> to.terminal() ? end(tx, seen) : Uni.createFrom().voidItem());
    }

    /** In this order: what is held depends on which steps were still open. */
    private Uni<Void> end(SqlConnection tx, Task seen) {
        return reservations
                .releaseAll(tx, seen)
                .chain(() -> steps.cancelOpen(tx, seen.id()))
                .chain(() -> reviews.cancelOpen(tx, seen.id()))
                .chain(() -> escalations.close(tx, seen.id()));
    }
}
