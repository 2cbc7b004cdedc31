package io.golden.sandbox.isolation;

/**
 * What became of one attempt to break out.
 *
 * @param held whether it failed, as it should
 * @param seen what the attempt saw
 */
public record Verdict(Layer layer, String attempt, boolean held, String seen) {}
