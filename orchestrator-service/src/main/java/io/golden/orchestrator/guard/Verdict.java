package io.golden.orchestrator.guard;

import io.golden.orchestrator.sandbox.SandboxRun;
import io.golden.orchestrator.step.StepType;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** What a guard says. */
public sealed interface Verdict {
    record Holds(JsonObject evidence) implements Verdict {}

    /**
     * It does not hold.
     *
     * @param remedy what would satisfy it
     */
    record Refused(JsonObject evidence, Remedy remedy) implements Verdict {}

    /** It cannot say yet. */
    record Wanting(Evidence evidence) implements Verdict {}

    /** What a refused guard asks for. */
    sealed interface Remedy {
        /** One more step of that type, by the role that does such steps. */
        record Add(StepType type) implements Remedy {}

        /** Only a human can decide. */
        record AskHuman(String reason) implements Remedy {}

        /** A human is being asked already: the peer hub raised it. */
        record AwaitHuman(Review review) implements Remedy {}
    }

    /** What is still to be found out. */
    sealed interface Evidence {
        record Run(SandboxRun.Kind kind, String contentHash, String testsHash) implements Evidence {}

        record PeerReview(String contentHash) implements Evidence {}
    }

    /** The session whose escalation decides. */
    record Review(UUID sessionId, String reason) {}
}
