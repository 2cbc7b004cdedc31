package io.golden.orchestrator.guard;

import io.golden.orchestrator.guard.Verdict.Holds;
import io.golden.orchestrator.guard.Verdict.Refused;
import io.golden.orchestrator.guard.Verdict.Remedy;
import io.golden.orchestrator.step.StepType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Every public name of the content has its documentation, as the code's own check found. */
record HasDocumentation() implements Guard {
    @Override
    public String name() {
        return "has_documentation";
    }

    @Override
    public Verdict check(Facts facts) {
        return Inspection.of(facts, run -> {
            var missing = run.evidence().getJsonArray("undocumented", new JsonArray());
            var evidence = JsonObject.of("undocumented", missing);
            return missing.isEmpty() ? new Holds(evidence) : new Refused(evidence, new Remedy.Add(StepType.DOCUMENT));
        });
    }
}
