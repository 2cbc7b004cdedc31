package io.golden.agent.reference;

import io.golden.agent.Step;
import io.golden.agent.StepHandler;
import io.golden.agent.StepResult;
import io.golden.agent.craft.Assignment;
import io.golden.agent.craft.Craft;
import java.util.Map;

/**
 * Writes tests by what the task says and runs them against the program. Tests that fail are handed in all the same: that
 * is what they are for. Tests that cannot run at all are written once more.
 */
final class Tester implements StepHandler {
    private final Craft craft;

    Tester(Craft craft) {
        this.craft = craft;
    }

    @Override
    public StepResult handle(Step step) {
        var assignment = Assignment.of(step);
        var trial = new Trial(step.sandbox());
        var draft = craft.tests(assignment);
        var outcome = trial.tests(assignment.files(), draft.files());
        if (outcome.tests() == 0) {
            draft = craft.tests(assignment.with(assignment.files(), outcome.output()))
                    .after(draft.tokens());
            outcome = trial.tests(assignment.files(), draft.files());
        }
        var verdict = outcome.passed()
                ? " All " + outcome.tests() + " pass."
                : " " + outcome.failed() + " of " + outcome.tests() + " fail.";
        return StepResult.done(
                Map.of(
                        "files", draft.files(),
                        "summary", draft.summary() + verdict,
                        "tests_run", outcome.tests(),
                        "tests_failed", outcome.failed(),
                        "model", craft.model()),
                draft.tokens());
    }
}
