package io.golden.peerhub.review;

import io.golden.peerhub.quorum.Rules;
import io.golden.peerhub.quorum.Score;
import io.golden.peerhub.quorum.Voter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Set;

/** What was fixed when a session opened, beside its quorum; the column {@code policy}. */
@RegisterForReflection(targets = {Policy.class, Voter.class})
record Policy(boolean sealed, int minVotes, List<String> vetoRoles, List<String> authors, List<Voter> voters) {
    Rules rules(Score quorum) {
        return new Rules(quorum, minVotes, Set.copyOf(vetoRoles), voters);
    }
}
