package io.golden.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each component is killed with SIGKILL while a task is under way; after {@code ./golden up} the task completes. */
@Journey
class KillsTest {
    static Stream<String> components() {
        return Stream.concat(Suite.SERVICES.stream(), Stream.of("agents", "gateway", "nats", "redis"));
    }

    @ParameterizedTest
    @MethodSource("components")
    void a_task_survives_the_death_of(String component) throws Exception {
        var task = Tasks.post(
                Api.admin(),
                "Matrix while " + component + " dies",
                "Multiply matrices of 3 rows, including the last column");

        if (Suite.SERVICES.contains(component)) {
            Suite.kill(component);
        } else {
            Suite.killComponent(component);
        }
        Suite.golden("up");

        Tasks.await(task, Duration.ofMinutes(2), "completed");
        assertThat(Database.number(
                        "select count(*) from orchestrator.task_history where task_id = ? and to_state = 'completed'",
                        task))
                .isEqualTo(1);
    }
}
