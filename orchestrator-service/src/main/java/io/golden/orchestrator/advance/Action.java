package io.golden.orchestrator.advance;

import io.golden.orchestrator.guard.Verdict.Evidence;
import io.golden.orchestrator.review.Review;
import io.golden.orchestrator.step.NewStep;
import io.golden.orchestrator.step.Step;
import io.golden.orchestrator.task.TaskState;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What is to be done with a task next. Every one of them may be repeated by another replica without harm. */
sealed interface Action {
    /** Nothing before that time, or before something happens. */
    record Wait(Optional<Instant> until) implements Action {}

    /** A move that needs nothing else. */
    record Move(TaskState to, String why, List<Checked> guards) implements Action {}

    /** The task gets its steps. */
    record Plan(TaskState.Developing to, List<NewStep> steps) implements Action {}

    /** The step's tokens are to be reserved, and the step handed out. */
    record Reserve(Step step) implements Action {}

    /** The sandbox is to be asked about the content. */
    record Measure(Evidence.Run wanted) implements Action {}

    /** Voters are to be chosen and the review written down, before the peer hub hears of it. */
    record DrawUpReview(String contentHash, int round) implements Action {}

    /** The peer hub is to be told of a review that is written down. */
    record OpenReview(Review review) implements Action {}

    /** The peer hub is to be asked what became of a review: its message may have been lost. */
    record AskReview(Review review) implements Action {}

    /** A refused guard adds the step that would satisfy it. */
    record Repair(TaskState.Developing to, Checked refused, NewStep step) implements Action {}

    /** A human is wanted. */
    record Escalate(TaskState.Working from, Question question) implements Action {}

    /** The content is stored and announced; the task is done. */
    record Deploy(TaskState.Completed to, String contentHash) implements Action {}

    /** A guard and what it said. */
    record Checked(String guard, boolean holds, JsonObject evidence) {}

    /**
     * What a human is asked.
     *
     * @param session whose escalation the peer hub has raised; empty: the orchestrator raises its own
     */
    record Question(
            String reason,
            String patternType,
            String suggestedFix,
            Optional<Checked> refused,
            Optional<Step> step,
            Optional<UUID> session) {}
}
