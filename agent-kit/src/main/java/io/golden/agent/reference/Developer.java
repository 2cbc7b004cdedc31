package io.golden.agent.reference;

import io.golden.agent.Step;
import io.golden.agent.StepHandler;
import io.golden.agent.StepResult;
import io.golden.agent.craft.Assignment;
import io.golden.agent.craft.Craft;
import io.golden.agent.craft.Draft;
import java.util.Map;

/** Writes or repairs a program, and runs it before handing it in: with the tests, where there are some. */
final class Developer implements StepHandler {
    private static final int TRIES = 3;

    private final Craft craft;

    Developer(Craft craft) {
        this.craft = craft;
    }

    @Override
    public StepResult handle(Step step) {
        var assignment = Assignment.of(step);
        var trial = new Trial(step.sandbox());
        var draft = craft.program(assignment);
        for (int tries = 1; tries < TRIES; tries++) {
            var outcome = tried(trial, assignment, draft);
            if (outcome.passed()) {
                break;
            }
            draft = craft.program(assignment.with(draft.files(), outcome.output()))
                    .after(draft.tokens());
        }
        return StepResult.done(
                Map.of("files", draft.files(), "summary", draft.summary(), "model", craft.model()), draft.tokens());
    }

    private static Trial.Outcome tried(Trial trial, Assignment assignment, Draft draft) {
        var alone = trial.program(draft.files());
        return alone.passed() && !assignment.tests().isEmpty() ? trial.tests(draft.files(), assignment.tests()) : alone;
    }
}
