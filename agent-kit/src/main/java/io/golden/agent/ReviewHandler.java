package io.golden.agent;

/** Judges a peer's work. Runs on a virtual thread of its own; after an exception the review is tried again later. */
@FunctionalInterface
public interface ReviewHandler {
    Vote review(Review review) throws Exception;
}
