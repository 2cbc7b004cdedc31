package io.golden.orchestrator.guard;

/** A condition that must hold before a task goes on. Pure: the same facts give the same verdict. */
public interface Guard {
    /** As it is stored and shown, such as {@code has_tests}. */
    String name();

    Verdict check(Facts facts);
}
