package io.golden.peerhub.review;

import io.golden.commons.error.ApiException;
import io.golden.commons.error.FieldError;
import io.golden.commons.wire.VoteCast;
import io.golden.peerhub.quorum.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Body of {@code POST /reviews/{id}/votes}; the same rules hold for a vote that comes as a message. */
record CastVote(String vote, Double confidence, String reasoning, List<String> concerns, String contentHash) {
    private static final int MOST_CONCERNS = 20;
    private static final int LONGEST_CONCERN = 1_000;
    private static final int LONGEST_REASONING = 10_000;

    static CastVote of(VoteCast message) {
        return new CastVote(
                message.vote(), message.confidence(), message.reasoning(), message.concerns(), message.contentHash());
    }

    /** The vote; 422 with every failing field. */
    Vote checked() {
        var errors = new ArrayList<FieldError>();
        var choice = Optional.ofNullable(vote).flatMap(Choice::of);
        if (choice.isEmpty()) {
            errors.add(new FieldError("vote", "must be approve, conditional or reject"));
        }
        if (confidence != null && !(confidence >= 0 && confidence <= 1)) {
            errors.add(new FieldError("confidence", "must be from 0 to 1"));
        }
        if (reasoning == null || reasoning.isBlank() || !storable(reasoning, LONGEST_REASONING)) {
            errors.add(new FieldError("reasoning", "must be text of 1 to %d characters".formatted(LONGEST_REASONING)));
        }
        var named = Optional.ofNullable(concerns).orElse(List.of());
        if (named.size() > MOST_CONCERNS || !named.stream().allMatch(c -> storable(c, LONGEST_CONCERN))) {
            errors.add(new FieldError(
                    "concerns",
                    "must be at most %d texts of at most %d characters".formatted(MOST_CONCERNS, LONGEST_CONCERN)));
        }
        if (contentHash == null || contentHash.isBlank()) {
            errors.add(new FieldError("content_hash", "must name the content that was judged"));
        }
        if (!errors.isEmpty()) {
            throw ApiException.unprocessable(errors);
        }
        return new Vote(
                choice.orElseThrow(),
                Optional.ofNullable(confidence),
                reasoning,
                named.stream().filter(c -> !c.isBlank()).toList(),
                contentHash);
    }

    private static boolean storable(String text, int longest) {
        return Objects.nonNull(text) && text.length() <= longest && text.indexOf('\0') < 0;
    }
}
