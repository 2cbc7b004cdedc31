package io.golden.peerhub.quorum;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The count of a session's votes.
 *
 * @param score what the votes cast add up to
 * @param reachable the score if everybody outstanding approved
 * @param vetoPossible whether a voter with a veto has yet to vote
 */
public record Tally(
        Score score,
        Score reachable,
        int cast,
        int approvals,
        int conditionals,
        int rejections,
        Optional<Verdict.Vetoed> veto,
        boolean vetoPossible) {

    static Tally count(Rules rules, Map<String, Ballot> byVoter) {
        int score = 0;
        int outstanding = 0;
        var choices = new EnumMap<Choice, Integer>(Choice.class);
        var vetoPossible = false;
        Optional<Verdict.Vetoed> veto = Optional.empty();
        for (var voter : rules.voters()) {
            var mayVeto = rules.vetoRoles().contains(voter.role());
            var ballot = byVoter.get(voter.agentId());
            if (ballot == null) {
                outstanding += Choice.APPROVE.halvesOf(voter.weight());
                vetoPossible |= mayVeto;
                continue;
            }
            score += ballot.choice().halvesOf(voter.weight());
            choices.merge(ballot.choice(), 1, Integer::sum);
            if (mayVeto && veto.isEmpty()) {
                veto = veto(voter, ballot);
            }
        }
        int approvals = choices.getOrDefault(Choice.APPROVE, 0);
        int conditionals = choices.getOrDefault(Choice.CONDITIONAL, 0);
        int rejections = choices.getOrDefault(Choice.REJECT, 0);
        return new Tally(
                new Score(score),
                new Score(score + outstanding),
                approvals + conditionals + rejections,
                approvals,
                conditionals,
                rejections,
                veto,
                vetoPossible);
    }

    private static Optional<Verdict.Vetoed> veto(Voter voter, Ballot ballot) {
        return ballot.choice() == Choice.REJECT
                ? ballot.concerns().stream()
                        .findFirst()
                        .map(concern -> new Verdict.Vetoed(voter.agentId(), voter.role(), concern))
                : Optional.empty();
    }
}
