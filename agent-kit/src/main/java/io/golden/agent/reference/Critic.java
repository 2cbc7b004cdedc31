package io.golden.agent.reference;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.golden.agent.Budget;
import io.golden.agent.CodeFile;
import io.golden.agent.Review;
import io.golden.agent.ReviewHandler;
import io.golden.agent.Step;
import io.golden.agent.StepHandler;
import io.golden.agent.StepResult;
import io.golden.agent.Vote;
import io.golden.agent.craft.Craft;
import io.golden.agent.craft.Opinion;
import java.util.Map;

/**
 * Judges a peer's work: as a vote of a review, or as a step of its own. A vote has no step whose budget covers it, so
 * what a paid model burns for it is reserved and committed here; the offline model costs nothing.
 */
final class Critic implements ReviewHandler, StepHandler {
    /** More than a judgement of a small program needs; what is not used is given back. */
    private static final long ESTIMATE = 8_000;

    private final Craft craft;
    private final String name;

    Critic(Craft craft, String name) {
        this.craft = craft;
        this.name = name;
    }

    @Override
    public Vote review(Review review) {
        if (craft.model().equals("offline")) {
            return craft.judge(review).vote();
        }
        var requestId = "vote:" + review.sessionId() + ":" + name;
        var answer = review.budget()
                .reserve(new Budget.Wish(
                        review.tenantId(), "default", review.taskId(), requestId, craft.model(), "review", ESTIMATE));
        return switch (answer) {
            case Budget.Answer.Insufficient(var message) ->
                throw new IllegalStateException("No budget for a vote: " + message);
            case Budget.Answer.Reserved(String reservation, long _) -> {
                var opinion = judgeOrRelease(review, reservation);
                review.budget().commit(review.tenantId(), "default", reservation, opinion.tokens());
                yield opinion.vote();
            }
        };
    }

    private Opinion judgeOrRelease(Review review, String reservation) {
        try {
            return craft.judge(review);
        } catch (RuntimeException e) {
            review.budget().release(review.tenantId(), "default", reservation);
            throw e;
        }
    }

    @Override
    public StepResult handle(Step step) {
        var review = new Review(
                "",
                step.taskId(),
                step.tenantId(),
                step.role(),
                step.taskName(),
                CodeFile.hash(step.files()),
                step.files(),
                step.tests(),
                MissingNode.getInstance(),
                step.budget());
        var opinion = craft.judge(review);
        return StepResult.done(
                Map.of(
                        "verdict", opinion.vote().kind().wire(),
                        "summary", opinion.vote().reasoning(),
                        "concerns", opinion.vote().concerns(),
                        "model", craft.model()),
                opinion.tokens());
    }
}
