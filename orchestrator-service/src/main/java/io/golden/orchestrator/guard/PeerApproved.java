package io.golden.orchestrator.guard;

import io.golden.orchestrator.guard.Verdict.Evidence;
import io.golden.orchestrator.guard.Verdict.Holds;
import io.golden.orchestrator.guard.Verdict.Refused;
import io.golden.orchestrator.guard.Verdict.Remedy;
import io.golden.orchestrator.guard.Verdict.Wanting;
import io.golden.orchestrator.review.Review;
import io.golden.orchestrator.step.StepType;
import io.vertx.core.json.JsonObject;

/** A review of this very content passed. One that was held and did not pass is not repaired: its escalation decides. */
public record PeerApproved() implements Guard {
    public static final String NAME = "peer_approved";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Verdict check(Facts facts) {
        var content = facts.contentHash();
        if (content.isEmpty()) {
            return new Refused(JsonObject.of("problem", "there is no content"), new Remedy.Add(StepType.DEVELOP));
        }
        return facts.review(content.get())
                .map(review -> judge(review, content.get()))
                .orElseGet(() -> new Wanting(new Evidence.PeerReview(content.get())));
    }

    private static Verdict judge(Review review, String content) {
        return switch (review.status()) {
            case OPENING, PENDING -> new Wanting(new Evidence.PeerReview(content));
            case PASSED -> new Holds(evidence(review));
            case REJECTED, EXPIRED ->
                new Refused(
                        evidence(review),
                        new Remedy.AwaitHuman(new Verdict.Review(
                                review.sessionId().orElseThrow(),
                                "The peers' review ended " + review.status().wire())));
            case CANCELLED -> new Refused(evidence(review), new Remedy.AskHuman("The peers' review was cancelled"));
        };
    }

    private static JsonObject evidence(Review review) {
        return new JsonObject()
                .put("session_id", review.sessionId().map(Object::toString).orElse(null))
                .put("content_hash", review.contentHash())
                .put("status", review.status().wire())
                .put("consensus_score", review.score().orElse(null))
                .put("votes", review.votes());
    }
}
