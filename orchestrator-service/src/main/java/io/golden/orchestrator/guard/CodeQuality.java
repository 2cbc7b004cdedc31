package io.golden.orchestrator.guard;

import io.golden.orchestrator.guard.Verdict.Evidence;
import io.golden.orchestrator.guard.Verdict.Holds;
import io.golden.orchestrator.guard.Verdict.Refused;
import io.golden.orchestrator.guard.Verdict.Remedy;
import io.golden.orchestrator.guard.Verdict.Wanting;
import io.golden.orchestrator.sandbox.SandboxRun.Kind;
import io.golden.orchestrator.step.StepType;
import io.vertx.core.json.JsonObject;

/** The sandbox compiled this very content, and its linter found no error. */
record CodeQuality() implements Guard {
    @Override
    public String name() {
        return "code_quality";
    }

    @Override
    public Verdict check(Facts facts) {
        var content = facts.contentHash();
        if (content.isEmpty()) {
            return new Refused(JsonObject.of("problem", "there is no content"), new Remedy.Add(StepType.DEVELOP));
        }
        return facts.run(Kind.CODE_QUALITY, content.get(), "")
                .<Verdict>map(run -> run.passed()
                        ? new Holds(run.evidence())
                        : new Refused(run.evidence(), new Remedy.Add(StepType.FIX)))
                .orElseGet(() -> new Wanting(new Evidence.Run(Kind.CODE_QUALITY, content.get(), "")));
    }
}
