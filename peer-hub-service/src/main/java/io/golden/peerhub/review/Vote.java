package io.golden.peerhub.review;

import io.golden.peerhub.quorum.Ballot;
import io.golden.peerhub.quorum.Choice;
import io.golden.peerhub.quorum.Opinion;
import java.util.List;
import java.util.Optional;

/** A vote as a voter gives it, from either channel, checked for its form. */
record Vote(Choice choice, Optional<Double> confidence, String reasoning, List<String> concerns, String contentHash) {
    Opinion by(String agentId) {
        return new Opinion(new Ballot(agentId, choice, concerns), confidence, reasoning);
    }
}
