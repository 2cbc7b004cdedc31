package io.golden.peerhub.quorum;

import java.util.List;

/** One voter's counted vote. */
public record Ballot(String agentId, Choice choice, List<String> concerns) {
    public Ballot {
        concerns = List.copyOf(concerns);
    }
}
