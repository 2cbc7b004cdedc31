package io.golden.budget.reservation;

import java.util.Optional;

/**
 * A reservation to close with what was really used.
 *
 * @param inputTokens how many of them went into the model, where that is known
 */
record Commit(Target target, long actualTokens, Optional<Long> inputTokens) {}
