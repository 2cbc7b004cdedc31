package io.golden.agent.craft;

import io.golden.agent.Review;

/** Does an agent's thinking. Nothing here runs code or talks to Golden. */
public interface Craft {
    /** The name of the model that thinks, as budgets know it. */
    String model();

    /** Writes the program, or a better one when there are files and remarks. The files are always the whole program. */
    Draft program(Assignment assignment);

    /** Writes tests for the assignment's files, by what the task says. */
    Draft tests(Assignment assignment);

    /** Judges a peer's work as the review's role. */
    Opinion judge(Review review);
}
