package io.golden.orchestrator.guard;

import io.golden.orchestrator.guard.Verdict.Holds;
import io.golden.orchestrator.guard.Verdict.Refused;
import io.golden.orchestrator.guard.Verdict.Remedy;
import io.golden.orchestrator.step.StepType;

/** The sandbox compiled this very content, and its linter found no error. */
record CodeQuality() implements Guard {
    @Override
    public String name() {
        return "code_quality";
    }

    @Override
    public Verdict check(Facts facts) {
        return Inspection.of(
                facts,
                run -> run.passed()
                        ? new Holds(run.evidence())
                        : new Refused(run.evidence(), new Remedy.Add(StepType.FIX)));
    }
}
