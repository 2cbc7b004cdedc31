package io.golden.orchestrator.advance;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.orchestrator.TaskCheck;
import io.golden.test.Servers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Two replicas with the same task in hand: as if a lease had run out under the first. */
@QuarkusTest
class RacingAdvancersTest {
    @Inject
    TaskAdvance advance;

    @Test
    void manyAdvancersOfOneTaskDoEachThingOnce() throws Exception {
        // given
        var id = TaskCheck.waitingTask("race me");

        // when
        try (var threads = Executors.newCachedThreadPool()) {
            for (int i = 0; i < 8; i++) {
                var _ = threads.submit(() -> advance.advance(UUID.fromString(id)));
            }
        }

        // then
        TaskCheck.assertOneReadyStep(id);
        assertThat(Servers.postgres()
                        .query(
                                "select to_state from orchestrator.task_history where task_id = ?::uuid and kind = 'state' order by id",
                                id))
                .extracting(r -> r.get("to_state"))
                .containsExactly("created", "planning", "developing");
        assertThat(Servers.postgres()
                        .number("select count(*) from orchestrator.step_reservations where task_id = ?::uuid", id))
                .isOne();
    }
}
