package io.golden.orchestrator.guard;

import io.golden.orchestrator.guard.Verdict.Holds;
import io.golden.orchestrator.guard.Verdict.Refused;
import io.golden.orchestrator.guard.Verdict.Remedy;
import io.golden.orchestrator.step.Step;
import io.golden.orchestrator.step.StepType;
import io.vertx.core.json.JsonObject;

/** The latest developer's output has at least one file. */
record HasCode() implements Guard {
    @Override
    public String name() {
        return "has_code";
    }

    @Override
    public Verdict check(Facts facts) {
        var hash = facts.contentHash();
        if (hash.isPresent()) {
            return new Holds(JsonObject.of("content_hash", hash.get()));
        }
        var problem = facts.author().flatMap(Step::contentProblem).orElse("no developer's step has written a file");
        var type = facts.author().isPresent() ? StepType.FIX : StepType.DEVELOP;
        return new Refused(JsonObject.of("problem", problem), new Remedy.Add(type));
    }
}
