package io.golden.orchestrator.work;

import java.util.UUID;

/** What became of a result, a failure or a heartbeat. */
sealed interface ResultOutcome {
    /** It counts, or counted before: the same once more changes nothing. */
    record Taken(UUID stepId, UUID taskId, String state) implements ResultOutcome {}

    /** The lease is over, or is another agent's. */
    record Late(String why) implements ResultOutcome {}

    record UnknownStep() implements ResultOutcome {}
}
