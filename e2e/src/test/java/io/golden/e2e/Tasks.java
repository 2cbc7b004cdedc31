package io.golden.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Posting tasks and waiting for what becomes of them. */
final class Tasks {
    private static final Set<String> ENDED = Set.of("completed", "failed", "cancelled");

    private Tasks() {}

    /** Posts a task and returns its id. */
    static UUID post(Api api, String name, String description) {
        var task = api.post("/api/v1/tasks", Map.of("name", name, "description", description, "project_id", "e2e"))
                .ok();
        return UUID.fromString(task.path("id").asText(task.path("task_id").asText()));
    }

    /** Looks into the database, so that waiting costs no request of the rate limits. */
    static String state(UUID task) {
        return (String) Database.rows("select state from orchestrator.tasks where id = ?", task)
                .getFirst()
                .get("state");
    }

    /** Waits until the task is in one of the states; a task that ended otherwise fails at once. */
    static String await(UUID task, Duration patience, String... states) {
        var deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            var state = state(task);
            if (List.of(states).contains(state)) {
                return state;
            }
            assertThat(ENDED.contains(state) || System.nanoTime() > deadline)
                    .as("task %s is %s, not %s: %s", task, state, List.of(states), story(task))
                    .isFalse();
            Api.pause(Duration.ofMillis(200));
        }
    }

    /** Its history in one line an entry, for the message of a failed test. */
    static String story(UUID task) {
        var story = new StringBuilder();
        Database.rows(
                        "select kind, from_state, to_state, why, actor from orchestrator.task_history "
                                + "where task_id = ? order by id",
                        task)
                .forEach(row -> story.append("\n  ").append(row.values()));
        return story.toString();
    }
}
