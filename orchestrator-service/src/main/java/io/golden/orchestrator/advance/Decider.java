package io.golden.orchestrator.advance;

import io.golden.orchestrator.advance.Action.Checked;
import io.golden.orchestrator.advance.Action.Question;
import io.golden.orchestrator.guard.Facts;
import io.golden.orchestrator.guard.Guard;
import io.golden.orchestrator.guard.Guards;
import io.golden.orchestrator.guard.Verdict;
import io.golden.orchestrator.guard.Verdict.Evidence;
import io.golden.orchestrator.guard.Verdict.Remedy;
import io.golden.orchestrator.review.Review;
import io.golden.orchestrator.step.Step;
import io.golden.orchestrator.step.StepType.Phase;
import io.golden.orchestrator.task.Due;
import io.golden.orchestrator.task.TaskState;
import io.golden.orchestrator.task.TaskState.Created;
import io.golden.orchestrator.task.TaskState.Deploying;
import io.golden.orchestrator.task.TaskState.Developing;
import io.golden.orchestrator.task.TaskState.Escalated;
import io.golden.orchestrator.task.TaskState.Planning;
import io.golden.orchestrator.task.TaskState.Reviewing;
import io.golden.orchestrator.task.TaskState.Terminal;
import io.golden.orchestrator.task.TaskState.Testing;
import io.golden.orchestrator.task.TaskState.Working;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Decides a task's next action from what the rows say. Pure: any replica comes to the same answer. */
final class Decider {
    private final Limits limits;
    private final Planner planner;

    Decider(Limits limits) {
        this.limits = limits;
        this.planner = new Planner(limits);
    }

    Action next(Facts facts) {
        var task = facts.task();
        var now = facts.now();
        return switch (task.state()) {
            case Created created -> new Action.Move(created.plan(), "The task was accepted", List.of());
            case Planning planning -> new Action.Plan(planning.develop(), planner.plan(task));
            case Developing developing ->
                work(facts, developing, Phase.DEVELOPING, now)
                        .orElseGet(() -> pass(
                                facts, now, developing, developing::repair, Guards.beforeTesting(), developing::test));
            case Testing testing ->
                work(facts, testing, Phase.TESTING, now)
                        .orElseGet(() ->
                                pass(facts, now, testing, testing::repair, Guards.beforeReviewing(), testing::review));
            case Reviewing reviewing ->
                pass(facts, now, reviewing, reviewing::repair, Guards.beforeDeploying(task), reviewing::deploy);
            case Deploying deploying ->
                work(facts, deploying, Phase.DEPLOYING, now)
                        .orElseGet(() -> new Action.Deploy(
                                deploying.complete(), facts.contentHash().orElse("")));
            case Escalated _, Terminal _ -> new Action.Wait(Optional.empty());
        };
    }

    /** The first step of the phase that is not passed says what to do; none: the phase is over. */
    private Optional<Action> work(Facts facts, Working state, Phase phase, Instant now) {
        return facts.steps().stream()
                .filter(s -> s.type().phase() == phase && !s.state().passed())
                .findFirst()
                .map(step -> switch (step.state()) {
                    case PENDING -> pending(facts, state, step, now);
                    case READY, RUNNING -> new Action.Wait(Optional.empty());
                    case FAILED, CANCELLED -> new Action.Escalate(state, attemptsExhausted(step));
                    case DONE, SKIPPED -> throw new IllegalStateException("A passed step stands in no way");
                });
    }

    private Action pending(Facts facts, Working state, Step step, Instant now) {
        var notBefore = step.notBefore().filter(time -> !Due.is(time, now));
        if (notBefore.isPresent()) {
            return new Action.Wait(notBefore);
        }
        var used =
                facts.steps().stream().mapToLong(s -> s.tokensUsed().orElse(0L)).sum();
        var budget = facts.task().tokenBudget();
        if (budget.isPresent()
                && used + step.estimatedTokens() > budget.get()
                && facts.waiver(Guards.BUDGET_AVAILABLE).isEmpty()) {
            return new Action.Escalate(state, overTaskBudget(step, used, budget.get()));
        }
        return new Action.Reserve(step);
    }

    /** All guards hold: on. One refuses: its remedy. One cannot say: what it lacks is fetched first. */
    private <T extends TaskState> Action pass(
            Facts facts,
            Instant now,
            Working state,
            Supplier<Developing> repair,
            List<Guard> guards,
            Supplier<T> goOn) {
        var held = new ArrayList<Checked>();
        for (var guard : guards) {
            switch (Guards.check(guard, facts)) {
                case Verdict.Holds(var evidence) -> held.add(new Checked(guard.name(), true, evidence));
                case Verdict.Wanting(var evidence) -> {
                    return fetch(facts, now, evidence);
                }
                case Verdict.Refused(var evidence, var remedy) -> {
                    return remedy(facts, state, repair, new Checked(guard.name(), false, evidence), remedy);
                }
            }
        }
        return new Action.Move(goOn.get(), "Every guard holds", List.copyOf(held));
    }

    private Action fetch(Facts facts, Instant now, Evidence evidence) {
        return switch (evidence) {
            case Evidence.Run run -> new Action.Measure(run);
            case Evidence.PeerReview(var hash) ->
                facts.review(hash)
                        .map(review -> follow(review, now))
                        .orElseGet(() ->
                                new Action.DrawUpReview(hash, facts.reviews().size() + 1));
        };
    }

    private Action follow(Review review, Instant now) {
        if (review.status() == Review.Status.OPENING) {
            return new Action.OpenReview(review);
        }
        var askAt = review.askedAt().orElse(review.createdAt()).plus(limits.reviewAskInterval());
        return Due.is(askAt, now) ? new Action.AskReview(review) : new Action.Wait(Optional.of(askAt));
    }

    private Action remedy(Facts facts, Working state, Supplier<Developing> repair, Checked refused, Remedy remedy) {
        return switch (remedy) {
            case Remedy.Add(var type)
            when facts.autoFixes(refused.guard()) < limits.maxAutoFixes() ->
                new Action.Repair(repair.get(), refused, planner.repair(facts.task(), type, refused));
            case Remedy.Add _ -> new Action.Escalate(state, autoFixesExhausted(refused));
            case Remedy.AskHuman(var reason) ->
                new Action.Escalate(state, question(reason, "process_issue", Optional.of(refused)));
            case Remedy.AwaitHuman(var review) ->
                new Action.Escalate(
                        state,
                        new Question(
                                review.reason(),
                                "agent_conflict",
                                "Read the reviewers' reasons and decide",
                                Optional.of(refused),
                                Optional.empty(),
                                Optional.of(review.sessionId())));
        };
    }

    private Question autoFixesExhausted(Checked refused) {
        return question(
                "Guard " + refused.guard() + " still refuses after " + limits.maxAutoFixes() + " automatic repairs",
                "skill_gap",
                Optional.of(refused));
    }

    private static Question question(String reason, String pattern, Optional<Checked> refused) {
        return new Question(
                reason,
                pattern,
                "Retry with a note that tells the agents what to do otherwise",
                refused,
                Optional.empty(),
                Optional.empty());
    }

    private static Question attemptsExhausted(Step step) {
        return new Question(
                "Step " + step.type().wire() + " failed " + step.attempt() + " times: "
                        + step.error().orElse("its leases ran out"),
                "skill_gap",
                "Retry with a note, or see why the agents of role " + step.role() + " fail",
                Optional.empty(),
                Optional.of(step),
                Optional.empty());
    }

    private static Question overTaskBudget(Step step, long used, long budget) {
        var evidence = new JsonObject()
                .put("token_budget", budget)
                .put("tokens_used", used)
                .put("estimated_tokens", step.estimatedTokens());
        return new Question(
                "The task's own token budget does not cover its next step",
                "process_issue",
                "Approve to go on above the task's token budget",
                Optional.of(new Checked(Guards.BUDGET_AVAILABLE, false, evidence)),
                Optional.of(step),
                Optional.empty());
    }
}
