package io.golden.orchestrator.advance;

import io.golden.orchestrator.step.NewStep;
import io.golden.orchestrator.step.RequestedStep;
import io.golden.orchestrator.step.StepType;
import io.golden.orchestrator.task.Task;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the steps of a task: those of its request, or developer, tester, review. */
final class Planner {
    private final Limits limits;

    Planner(Limits limits) {
        this.limits = limits;
    }

    List<NewStep> plan(Task task) {
        var steps = new ArrayList<NewStep>();
        if (task.requestedSteps().isEmpty()) {
            for (var type : List.of(StepType.DEVELOP, StepType.TEST, StepType.REVIEW)) {
                steps.add(planned(task, type));
            }
        } else {
            task.requestedSteps().forEach(s -> steps.add(requested(task, s)));
        }
        if (task.wantsDeployer() && steps.stream().noneMatch(s -> s.type() == StepType.DEPLOY)) {
            steps.add(planned(task, StepType.DEPLOY));
        }
        return List.copyOf(steps);
    }

    /** A step for what a guard refused. Repairs go before new work: the sooner a task ends, the less is under way. */
    NewStep repair(Task task, StepType type, Action.Checked refused) {
        var input = new JsonObject().put("guard", refused.guard()).put("failure", refused.evidence());
        int priority = switch (type) {
            case FIX, DEVELOP, TEST, REVIEW -> 1;
            case REFACTOR, IMPROVE -> 2;
            case DOCUMENT, WORK, DEPLOY -> 3;
        };
        return new NewStep(
                type,
                type.defaultRole(),
                input,
                Math.min(priority, task.priority()),
                limits.stepDefaultTokens(),
                limits.stepMaxAttempts(),
                Optional.of(refused.guard()),
                Optional.of("guard_failure_auto_fix"));
    }

    private NewStep planned(Task task, StepType type) {
        return new NewStep(
                type,
                type.defaultRole(),
                new JsonObject(),
                task.priority(),
                limits.stepDefaultTokens(),
                limits.stepMaxAttempts(),
                Optional.empty(),
                Optional.empty());
    }

    private NewStep requested(Task task, RequestedStep step) {
        return new NewStep(
                step.stepType(),
                step.role(),
                new JsonObject(step.inputOrEmpty()),
                task.priority(),
                Optional.ofNullable(step.estimatedTokens()).orElse(limits.stepDefaultTokens()),
                Optional.ofNullable(step.maxAttempts()).orElse(limits.stepMaxAttempts()),
                Optional.empty(),
                Optional.empty());
    }
}
