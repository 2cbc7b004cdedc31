package io.golden.peerhub.quorum;

/**
 * Who may vote, fixed when the session opens.
 *
 * @param weight in ten-thousandths, normalised over all voters of the session
 */
public record Voter(String agentId, String role, int weight) {}
