package io.golden.orchestrator.guard;

import io.golden.orchestrator.guard.Verdict.Evidence;
import io.golden.orchestrator.guard.Verdict.Holds;
import io.golden.orchestrator.guard.Verdict.Refused;
import io.golden.orchestrator.guard.Verdict.Remedy;
import io.golden.orchestrator.guard.Verdict.Wanting;
import io.golden.orchestrator.sandbox.SandboxRun;
import io.golden.orchestrator.sandbox.SandboxRun.Kind;
import io.golden.orchestrator.step.Step;
import io.golden.orchestrator.step.StepType;
import io.vertx.core.json.JsonObject;

/** At least one test ran in the sandbox against this very content, and all passed. */
record HasTests() implements Guard {
    @Override
    public String name() {
        return "has_tests";
    }

    @Override
    public Verdict check(Facts facts) {
        var content = facts.contentHash();
        if (content.isEmpty()) {
            return new Refused(JsonObject.of("problem", "there is no content"), new Remedy.Add(StepType.DEVELOP));
        }
        var tests = facts.testsHash();
        if (tests.isEmpty()) {
            var problem = facts.tester().flatMap(Step::contentProblem).orElse("no tester's step has written a test");
            return new Refused(JsonObject.of("problem", problem, "tests_run", 0), new Remedy.Add(StepType.TEST));
        }
        return facts.run(Kind.HAS_TESTS, content.get(), tests.get())
                .map(HasTests::judge)
                .orElseGet(() -> new Wanting(new Evidence.Run(Kind.HAS_TESTS, content.get(), tests.get())));
    }

    private static Verdict judge(SandboxRun run) {
        if (run.passed()) {
            return new Holds(run.evidence());
        }
        // Tests that do not exist are the tester's to write; tests that fail are the developer's to satisfy.
        var none = run.evidence().getInteger("tests_found", 0) == 0;
        return new Refused(run.evidence(), new Remedy.Add(none ? StepType.TEST : StepType.FIX));
    }
}
