package io.golden.peerhub.quorum;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A single vote that would have changed the outcome.
 *
 * @param from what the voter said; empty when nothing
 * @param to what would have changed it
 * @param outcome the status it would have led to; {@code pending} when the session would still be open
 */
@RegisterForReflection
public record Pivot(String agentId, Optional<String> from, String to, String outcome) {

    /** Every single vote that changes what {@code judge} makes of the ballots. */
    static List<Pivot> all(Rules rules, Collection<Ballot> ballots, Function<Collection<Ballot>, Verdict> judge) {
        var actual = judge.apply(ballots).status();
        var pivots = new ArrayList<Pivot>();
        for (var voter : rules.voters()) {
            var from = ballots.stream()
                    .filter(b -> b.agentId().equals(voter.agentId()))
                    .findFirst()
                    .map(Ballot::choice);
            for (var to : Choice.values()) {
                var outcome = judge.apply(with(ballots, voter, to)).status();
                if (!from.equals(Optional.of(to)) && !outcome.equals(actual)) {
                    pivots.add(new Pivot(voter.agentId(), from.map(Choice::wire), to.wire(), outcome));
                }
            }
        }
        return List.copyOf(pivots);
    }

    /** The ballots as they would be had the voter said this. A reject is one that names a concern: it may veto. */
    static List<Ballot> with(Collection<Ballot> ballots, Voter voter, Choice choice) {
        var changed = new ArrayList<>(ballots.stream()
                .filter(b -> !b.agentId().equals(voter.agentId()))
                .toList());
        changed.add(new Ballot(voter.agentId(), choice, choice == Choice.REJECT ? List.of("a concern") : List.of()));
        return changed;
    }

    /** What each vote of one voter would lead to now. */
    public static List<Prospect> prospects(Rules rules, Collection<Ballot> ballots, Voter voter) {
        return Arrays.stream(Choice.values())
                .map(choice -> {
                    var then = with(ballots, voter, choice);
                    return new Prospect(
                            choice.wire(),
                            rules.judge(then).status(),
                            rules.tally(then).score().value());
                })
                .toList();
    }

    /** One vote that could still be cast: the status and score it would lead to. */
    public record Prospect(String vote, String outcome, double score) {}
}
