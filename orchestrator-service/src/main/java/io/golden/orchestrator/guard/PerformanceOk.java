package io.golden.orchestrator.guard;

import io.golden.orchestrator.guard.Verdict.Holds;
import io.golden.orchestrator.guard.Verdict.Refused;
import io.golden.orchestrator.guard.Verdict.Remedy;
import io.golden.orchestrator.sandbox.SandboxRun.Kind;
import io.golden.orchestrator.step.StepType;
import io.vertx.core.json.JsonObject;

/** The measured time of the tests is within {@code metadata.max_test_ms}. */
record PerformanceOk() implements Guard {
    @Override
    public String name() {
        return "performance_ok";
    }

    @Override
    public Verdict check(Facts facts) {
        if (!(facts.task().metadata().getValue("max_test_ms") instanceof Number most)) {
            return new Refused(
                    JsonObject.of("problem", "metadata.max_test_ms is not set"),
                    new Remedy.AskHuman("The task is labelled performance, but metadata.max_test_ms names no limit"));
        }
        var run = facts.run(
                Kind.HAS_TESTS,
                facts.contentHash().orElse(""),
                facts.testsHash().orElse(""));
        var took = run.map(r -> r.evidence().getDouble("tests_ms"));
        var evidence = new JsonObject().put("tests_ms", took.orElse(null)).put("max_test_ms", most);
        return took.isPresent() && took.get() <= most.doubleValue()
                ? new Holds(evidence)
                : new Refused(evidence, new Remedy.Add(StepType.IMPROVE));
    }
}
