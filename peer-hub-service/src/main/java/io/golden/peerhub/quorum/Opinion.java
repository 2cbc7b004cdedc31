package io.golden.peerhub.quorum;

import java.util.Optional;

/**
 * A counted vote with its reasons.
 *
 * @param confidence 0 to 1; shown, never counted
 */
public record Opinion(Ballot ballot, Optional<Double> confidence, String reasoning) {}
