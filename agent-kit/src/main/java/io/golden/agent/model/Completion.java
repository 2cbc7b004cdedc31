package io.golden.agent.model;

/**
 * A model's answer.
 *
 * @param tokens what it says it read and wrote, together
 */
public record Completion(String text, long tokens) {}
