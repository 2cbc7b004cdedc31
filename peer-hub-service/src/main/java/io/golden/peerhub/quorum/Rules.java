package io.golden.peerhub.quorum;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What it takes to pass, fixed when the session opens.
 *
 * @param minVotes how many votes must have come, at least 1
 * @param vetoRoles roles whose {@code reject} with a concern rejects at once
 */
public record Rules(Score quorum, int minVotes, Set<String> vetoRoles, List<Voter> voters) {
    public Rules {
        vetoRoles = Set.copyOf(vetoRoles);
        voters = List.copyOf(voters);
    }

    /** The verdict while the session is open; the votes that were cast count as final. */
    public Verdict judge(Collection<Ballot> ballots) {
        return judge(tally(ballots));
    }

    /** The verdict when the time is up: a veto that nobody used holds nothing back any more. */
    public Verdict judgeAtDeadline(Collection<Ballot> ballots) {
        var tally = tally(ballots);
        return switch (judge(tally)) {
            case Verdict.Open() -> enough(tally) ? new Verdict.Passed() : new Verdict.Expired();
            case Verdict decided -> decided;
        };
    }

    /** The verdict behind a decided session's status; the counted ballots are those of the decision. */
    public Verdict verdictOf(String status, Collection<Ballot> ballots) {
        return switch (status) {
            case "pending" -> new Verdict.Open();
            case "passed" -> new Verdict.Passed();
            case "rejected" -> judge(ballots);
            case "expired" -> new Verdict.Expired();
            case "cancelled" -> new Verdict.Cancelled();
            default -> throw new IllegalArgumentException("status " + status);
        };
    }

    public Optional<Voter> voter(String agentId) {
        return voters.stream().filter(v -> v.agentId().equals(agentId)).findFirst();
    }

    private Verdict judge(Tally tally) {
        if (tally.veto().isPresent()) {
            return tally.veto().get();
        }
        if (!tally.reachable().reaches(quorum)) {
            return new Verdict.OutOfReach();
        }
        // A veto must not depend on who is quicker: while one is still possible, the session does not pass.
        return enough(tally) && !tally.vetoPossible() ? new Verdict.Passed() : new Verdict.Open();
    }

    private boolean enough(Tally tally) {
        return tally.score().reaches(quorum) && tally.cast() >= minVotes;
    }

    /** Counts the ballots of voters; anybody else's are no votes. */
    public Tally tally(Collection<Ballot> ballots) {
        Map<String, Ballot> byVoter = new HashMap<>();
        ballots.forEach(ballot -> byVoter.put(ballot.agentId(), ballot));
        return Tally.count(this, byVoter);
    }
}
