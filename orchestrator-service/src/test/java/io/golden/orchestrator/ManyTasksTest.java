package io.golden.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.test.Eventually;
import io.golden.test.Servers;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ManyTasksTest {
    @Test
    void twentyTasksAtOnceAllEndAndEachStepIsChargedOnce() {
        try (var _ = TestAgents.start()) {
            // when
            // The first one alone: two threads that load Groovy's classes at once, for REST Assured, wait for each
            // other.
            var ids = new ArrayList<>(List.of(Api.create("bad-first 0")));
            ids.addAll(IntStream.range(1, 20)
                    .parallel()
                    .mapToObj(i -> Api.create(i % 3 == 0 ? "bad-first " + i : "fine " + i))
                    .toList());

            // then
            Eventually.eventually(
                    Duration.ofSeconds(120),
                    () -> assertThat(Servers.postgres()
                                    .number(
                                            "select count(*) from orchestrator.tasks where state = 'completed' and id::text = any(?)",
                                            (Object) ids.toArray(String[]::new)))
                            .isEqualTo(20));
            Peers.HUB.of(ids.getFirst()).forEach(s -> Peers.HUB.publish(s.id()));
            ids.forEach(Api::assertSettled);
            assertHashesAgree(ids.toArray(String[]::new));
            TaskCheck.assertWholeAndSettled();
        }
    }

    /** What ran in the sandbox is what was voted on, and what was deployed. */
    private static void assertHashesAgree(String[] ids) {
        var disagreeing = Servers.postgres().query("""
                        select r.task_id from orchestrator.reviews r
                        where r.task_id::text = any(?) and r.status = 'passed' and not (
                            exists (select 1 from orchestrator.sandbox_runs x where x.task_id = r.task_id
                                and x.kind = 'has_tests' and x.verdict = 'passed' and x.content_hash = r.content_hash)
                            and exists (select 1 from orchestrator.contents c where c.content_hash = r.content_hash))
                        """, (Object) ids);
        assertThat(disagreeing).isEmpty();
    }
}
