package io.golden.agent.craft;

import io.golden.agent.Vote;

/**
 * A judgement and its cost.
 *
 * @param tokens what was read and written for it
 */
public record Opinion(Vote vote, long tokens) {}
