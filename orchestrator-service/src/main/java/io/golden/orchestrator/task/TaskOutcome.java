package io.golden.orchestrator.task;

/** What became of a wish about a task. */
sealed interface TaskOutcome {
    record Changed(Task task) implements TaskOutcome {}

    record Retried(TaskView made) implements TaskOutcome {}

    record Conflict(String why) implements TaskOutcome {}

    /** None of that id among the caller's tenants. */
    record Unknown() implements TaskOutcome {}
}
