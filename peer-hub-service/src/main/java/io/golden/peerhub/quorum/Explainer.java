package io.golden.peerhub.quorum;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts a session's outcome into words and numbers. */
public final class Explainer {
    private final UUID sessionId;
    private final Rules rules;
    private final List<Opinion> opinions;
    private final List<Ballot> ballots;
    private final Tally tally;

    public Explainer(UUID sessionId, Rules rules, Collection<Opinion> opinions) {
        this.sessionId = sessionId;
        this.rules = rules;
        this.opinions = List.copyOf(opinions);
        this.ballots = opinions.stream().map(Opinion::ballot).toList();
        this.tally = rules.tally(ballots);
    }

    /** While the votes are sealed: who may vote, how many did, and no more. */
    public Explanation sealed() {
        var lines = rules.voters().stream()
                .map(voter -> line(voter, Optional.empty()))
                .toList();
        return new Explanation(
                sessionId,
                new Verdict.Open().status(),
                true,
                rules.quorum().value(),
                rules.minVotes(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                counts(false),
                lines,
                List.of(),
                "%d of %d voters have voted; the votes are sealed until the decision."
                        .formatted(tally.cast(), rules.voters().size()));
    }

    /** Everything; for a session that is decided, or whose votes are open. */
    public Explanation of(Verdict verdict) {
        Map<String, Opinion> byVoter =
                opinions.stream().collect(Collectors.toMap(o -> o.ballot().agentId(), Function.identity()));
        var lines = rules.voters().stream()
                .map(voter -> line(voter, Optional.ofNullable(byVoter.get(voter.agentId()))))
                .toList();
        var reached = tally.score().reaches(rules.quorum());
        return new Explanation(
                sessionId,
                verdict.status(),
                false,
                rules.quorum().value(),
                rules.minVotes(),
                Optional.of(tally.score().value()),
                reached ? Optional.of(tally.score().minus(rules.quorum()).value()) : Optional.empty(),
                reached
                        ? Optional.empty()
                        : Optional.of(rules.quorum().minus(tally.score()).value()),
                counts(true),
                lines,
                pivotal(verdict),
                summary(verdict));
    }

    private List<Pivot> pivotal(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Cancelled() -> List.of();
            case Verdict.Open _, Verdict.OutOfReach _, Verdict.Vetoed _ -> Pivot.all(rules, ballots, rules::judge);
            case Verdict.Passed() ->
                Pivot.all(
                        rules,
                        ballots,
                        rules.judge(ballots) instanceof Verdict.Passed ? rules::judge : rules::judgeAtDeadline);
            case Verdict.Expired() -> Pivot.all(rules, ballots, rules::judgeAtDeadline);
        };
    }

    private String summary(Verdict verdict) {
        var score = "%s of the required %s"
                .formatted(tally.score().text(), rules.quorum().text());
        var votes = "%d of %d votes".formatted(tally.cast(), rules.voters().size());
        return switch (verdict) {
            case Verdict.Open() -> "Open: %s with %s.".formatted(score, votes);
            case Verdict.Passed() -> "Passed: %s with %s.".formatted(score, votes);
            case Verdict.OutOfReach() ->
                "Rejected: %s with %s; at most %s could still be reached."
                        .formatted(score, votes, tally.reachable().text());
            case Verdict.Vetoed(var agent, var role, var concern) ->
                "Rejected: %s (%s) vetoed it: %s".formatted(agent, role, concern);
            case Verdict.Expired() ->
                tally.score().reaches(rules.quorum())
                        ? "Expired: %s, but only %s of at least %d came.".formatted(score, votes, rules.minVotes())
                        : "Expired: %s with %s at the deadline.".formatted(score, votes);
            case Verdict.Cancelled() -> "Cancelled with %s.".formatted(votes);
        };
    }

    private Explanation.Counts counts(boolean kinds) {
        return new Explanation.Counts(
                rules.voters().size(),
                tally.cast(),
                rules.voters().size() - tally.cast(),
                kinds ? Optional.of(tally.approvals()) : Optional.empty(),
                kinds ? Optional.of(tally.conditionals()) : Optional.empty(),
                kinds ? Optional.of(tally.rejections()) : Optional.empty());
    }

    private static Explanation.Line line(Voter voter, Optional<Opinion> opinion) {
        var choice = opinion.map(o -> o.ballot().choice());
        return new Explanation.Line(
                voter.agentId(),
                voter.role(),
                voter.weight(),
                choice.map(Choice::wire),
                choice.map(c -> new Score(c.halvesOf(voter.weight())).value()),
                opinion.flatMap(Opinion::confidence),
                opinion.map(Opinion::reasoning),
                opinion.map(o -> o.ballot().concerns()).orElse(List.of()));
    }
}
