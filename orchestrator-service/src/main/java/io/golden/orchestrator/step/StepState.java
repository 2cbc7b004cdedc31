package io.golden.orchestrator.step;

import java.util.Locale;

/** Where a step stands. */
public enum StepState {
    /** Not yet handed out: its turn, its tokens or its time has not come. */
    PENDING,
    /** Its tokens are reserved; the next claim takes it. */
    READY,
    /** Leased to an agent. */
    RUNNING,
    DONE,
    FAILED,
    /** A human said to go on without it. */
    SKIPPED,
    CANCELLED;

    /** Whether it no longer stands in the way of the next step. */
    public boolean passed() {
        return this == DONE || this == SKIPPED;
    }

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static StepState of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
