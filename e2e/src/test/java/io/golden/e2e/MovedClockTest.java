package io.golden.e2e;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * The clock of everything but NATS is moved by an hour, forwards and backwards, while messages are on their way and tasks
 * are worked on; crashes come along. {@code GOLDEN_FAULTS=5000 ./golden test e2e}.
 */
@Journey
@EnabledIfEnvironmentVariable(named = "GOLDEN_FAULTS", matches = "[0-9]+")
class MovedClockTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final List<Duration> MOVES =
            List.of(Duration.ofHours(1), Duration.ZERO, Duration.ofHours(-1), Duration.ofHours(1), Duration.ZERO);

    @Test
    void sent_is_done_plus_dead_and_tasks_complete() throws Exception {
        int messages = Integer.parseInt(Suite.env("GOLDEN_FAULTS")) / 10;
        var escalations = new Escalations("clock " + UUID.randomUUID());

        try (var clock = new MovableClock()) {
            for (var offset : MOVES) {
                var task = Tasks.post(Api.admin(), "Matrix at " + offset, "Multiply matrices of 3 rows");
                escalations.publish(messages);
                clock.moveTo(offset);
                escalations.publish(messages);
                Suite.killComponent("supervisor-service-1");
                Suite.golden(clock.environment(), "up");
                // Tokens are good for 15 minutes of a clock that went on by an hour.
                Api.forgetLogins();
                Tasks.await(task, PATIENCE, "completed");
            }
            escalations.awaitAll();
        }
    }
}
