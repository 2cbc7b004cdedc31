package io.golden.orchestrator.advance;

import io.golden.orchestrator.advance.Action.Checked;
import io.golden.orchestrator.advance.Action.Question;
import io.golden.orchestrator.budget.BudgetClient;
import io.golden.orchestrator.budget.BudgetClient.Reserved;
import io.golden.orchestrator.budget.ReservationRows;
import io.golden.orchestrator.guard.Facts;
import io.golden.orchestrator.guard.Guards;
import io.golden.orchestrator.step.Step;
import io.golden.orchestrator.step.StepRows;
import io.golden.orchestrator.task.History;
import io.golden.orchestrator.task.TaskRows;
import io.golden.orchestrator.task.TaskState.Working;
import io.golden.orchestrator.work.WorkSignals;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Reserves a step's tokens, then hands the step out: never the other way round. */
@ApplicationScoped
class HandOut {
    private final Db db;
    private final BudgetClient budget;
    private final TaskRows tasks;
    private final StepRows steps;
    private final ReservationRows reservations;
    private final History history;
    private final TaskChanges changes;
    private final WorkSignals signals;

    HandOut(
            Db db,
            BudgetClient budget,
            TaskRows tasks,
            StepRows steps,
            ReservationRows reservations,
            History history,
            TaskChanges changes,
            WorkSignals signals) {
        this.db = db;
        this.budget = budget;
        this.tasks = tasks;
        this.steps = steps;
        this.reservations = reservations;
        this.history = history;
        this.changes = changes;
        this.signals = signals;
    }

    boolean reserve(Facts facts, Step step) {
        var task = facts.task();
        var wanted = new BudgetClient.Wanted(
                step.requestId(), task.tenantId(), task.projectId(), task.id(), task.model(), step.estimatedTokens());
        return switch (db.call(task.correlation(), () -> budget.reserve(wanted))) {
            case Reserved.Approved(var reservationId) -> ready(facts, step, reservationId);
            case Reserved.Refused(var evidence) -> changes.escalate(facts, refused(facts, step, evidence));
        };
    }

    private boolean ready(Facts facts, Step step, String reservationId) {
        var task = facts.task();
        db.run(
                task.correlation(),
                tx -> tasks.confirm(tx, task)
                        .chain(() -> reservations.held(tx, task, step, reservationId))
                        .chain(() -> steps.ready(tx, step))
                        .chain(handedOut -> handedOut
                                ? history.append(tx, task.id(), "step", "A step is ready", History.SYSTEM, data(step))
                                : Uni.createFrom().failure(new StaleDecisionException())));
        signals.ready(step.role());
        return true;
    }

    private static JsonObject data(Step step) {
        return JsonObject.of(
                "step_id", step.id().toString(),
                "type", step.type().wire(),
                "role", step.role(),
                "state", "ready",
                "attempt", step.attempt(),
                "tokens_reserved", step.estimatedTokens());
    }

    private static Action.Escalate refused(Facts facts, Step step, JsonObject evidence) {
        var question = new Question(
                "The budget does not cover step " + step.type().wire() + ": " + evidence.getString("message", ""),
                "process_issue",
                "Raise the limit, then approve or retry: the step's tokens are asked for again",
                Optional.of(new Checked(Guards.BUDGET_AVAILABLE, false, evidence)),
                Optional.of(step),
                Optional.empty());
        return new Action.Escalate((Working) facts.task().state(), question);
    }
}
