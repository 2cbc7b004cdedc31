package io.golden.supervisor.escalation;

/** What came of a wish about one escalation. */
sealed interface Outcome {
    record Done(Escalation escalation) implements Outcome {}

    /** There is none, or it belongs to a tenant that is not the caller's. */
    record Unknown() implements Outcome {}

    record AlreadyResolved(Escalation escalation) implements Outcome {}
}
