package io.golden.orchestrator.advance;

/** The task is no longer what the decision saw: the transaction is undone, and the task looked at again. */
public final class StaleDecisionException extends RuntimeException {
    public StaleDecisionException() {
        super("the task has changed meanwhile", null, false, false);
    }
}
