package io.golden.orchestrator.guard;

import io.golden.orchestrator.guard.Verdict.Evidence;
import io.golden.orchestrator.guard.Verdict.Refused;
import io.golden.orchestrator.guard.Verdict.Remedy;
import io.golden.orchestrator.guard.Verdict.Wanting;
import io.golden.orchestrator.sandbox.SandboxRun;
import io.golden.orchestrator.sandbox.SandboxRun.Kind;
import io.golden.orchestrator.step.StepType;
import io.vertx.core.json.JsonObject;
import java.util.function.Function;

/** The one look at the code in the sandbox from which several guards judge. */
final class Inspection {
    private Inspection() {}

    /** The verdict on that look at this very content; it is wanted where it was not had yet. */
    static Verdict of(Facts facts, Function<SandboxRun, Verdict> judge) {
        var content = facts.contentHash();
        if (content.isEmpty()) {
            return new Refused(JsonObject.of("problem", "there is no content"), new Remedy.Add(StepType.DEVELOP));
        }
        return facts.run(Kind.CODE_QUALITY, content.get(), "")
                .map(judge)
                .orElseGet(() -> new Wanting(new Evidence.Run(Kind.CODE_QUALITY, content.get(), "")));
    }
}
