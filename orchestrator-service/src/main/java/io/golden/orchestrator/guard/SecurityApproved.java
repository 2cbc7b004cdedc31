package io.golden.orchestrator.guard;

import io.golden.orchestrator.guard.Verdict.Holds;
import io.golden.orchestrator.guard.Verdict.Refused;
import io.golden.orchestrator.guard.Verdict.Remedy;
import io.golden.orchestrator.review.Review;
import io.golden.orchestrator.step.StepType;
import io.vertx.core.json.JsonObject;

/** A voter of role security approved this very content. */
record SecurityApproved() implements Guard {
    @Override
    public String name() {
        return "security_approved";
    }

    @Override
    public Verdict check(Facts facts) {
        var content = facts.contentHash().orElse("");
        var latest = facts.latestReview(content);
        var evidence = new JsonObject().put("votes", latest.map(Review::votes).orElse(null));
        if (latest.isPresent() && latest.get().approvedBy("security")) {
            return new Holds(evidence);
        }
        // Where a human let the review itself pass, another round would only repeat the question.
        return facts.review(content).isPresent()
                ? new Refused(evidence, new Remedy.Add(StepType.REVIEW))
                : new Refused(evidence, new Remedy.AskHuman("No voter of role security approved this content"));
    }
}
