package io.golden.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.agent.FakeGolden.Answer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AgentWorkerTest {
    private FakeGolden golden;

    @BeforeEach
    void start() throws Exception {
        golden = new FakeGolden();
        golden.on("POST /api/v1/work/*", _ -> FakeGolden.json("{}"));
    }

    @AfterEach
    void stop() {
        golden.close();
    }

    private AgentWorker.Builder developer() {
        return AgentWorker.role("developer").as("developer-1", "secret").golden(golden.url());
    }

    @Test
    void a_step_is_completed_with_its_fencing_token_and_cost() throws Exception {
        golden.offer("s1", 7, "{\"task\": {\"name\": \"Sort\"}}");

        try (var _ = developer()
                .handle(step -> StepResult.done(Map.of("name", step.taskName()), 42))
                .start()) {
            Soon.until(() -> !golden.calls("POST", "/s1/complete").isEmpty());
        }

        var body = golden.calls("POST", "/s1/complete").getFirst().body();
        assertThat(body.path("fencing_token").asLong()).isEqualTo(7);
        assertThat(body.path("tokens_used").asLong()).isEqualTo(42);
        assertThat(body.path("output").path("name").asText()).isEqualTo("Sort");
        var claim = golden.calls("POST", "/work/claim").getFirst();
        assertThat(claim.authorization()).isEqualTo("Bearer token-1");
        assertThat(claim.body().path("roles").toString()).isEqualTo("[\"developer\"]");
    }

    @Test
    void a_completion_is_told_again_until_a_restarting_service_hears_it() throws Exception {
        var tries = new AtomicInteger();
        golden.on(
                "POST /api/v1/work/s1/complete",
                _ -> tries.incrementAndGet() < 4
                        ? new Answer(503, "{\"error_code\": \"service.unavailable\"}")
                        : FakeGolden.json("{}"));
        golden.offer("s1", 1, "{}");

        try (var _ = developer().handle(_ -> StepResult.done(Map.of(), 1)).start()) {
            Soon.until(() -> tries.get() == 4);
        }

        assertThat(golden.calls("POST", "/s1/fail")).isEmpty();
    }

    @Test
    void what_somebody_else_has_is_dropped() throws Exception {
        golden.on("POST /api/v1/work/s1/complete", _ -> new Answer(409, "{\"error_code\": \"state.conflict\"}"));
        golden.offer("s1", 1, "{}");
        golden.offer("s2", 1, "{}");

        try (var _ = developer().handle(_ -> StepResult.done(Map.of(), 1)).start()) {
            Soon.until(() -> !golden.calls("POST", "/s2/complete").isEmpty()
                    && !golden.calls("POST", "/s1/complete").isEmpty());
        }

        assertThat(golden.calls("POST", "/s1/complete")).hasSize(1);
        assertThat(golden.calls("POST", "/s1/fail")).isEmpty();
    }

    @Test
    void a_handler_that_fails_gives_the_step_back() throws Exception {
        golden.offer("s1", 3, "{}");

        try (var _ = developer()
                .handle(_ -> {
                    throw new IllegalStateException("no idea");
                })
                .start()) {
            Soon.until(() -> !golden.calls("POST", "/s1/fail").isEmpty());
        }

        var body = golden.calls("POST", "/s1/fail").getFirst().body();
        assertThat(body.path("retryable").asBoolean()).isTrue();
        assertThat(body.path("fencing_token").asLong()).isEqualTo(3);
        assertThat(body.path("error").asText())
                .contains("IllegalStateException")
                .doesNotContain("no idea");
    }

    @Test
    void a_lost_lease_interrupts_the_handler_and_tells_nothing() throws Exception {
        golden.on("POST /api/v1/work/s1/heartbeat", _ -> new Answer(409, "{\"error_code\": \"state.conflict\"}"));
        golden.offer("s1", 1, "{}");
        var interrupted = new CountDownLatch(1);

        try (var _ = developer()
                .handle(_ -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        throw e;
                    }
                    return StepResult.done(Map.of(), 1);
                })
                .start()) {
            assertThat(interrupted.await(15, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(golden.calls("POST", "/s1/complete")).isEmpty();
        assertThat(golden.calls("POST", "/s1/fail")).isEmpty();
    }

    @Test
    void twenty_steps_are_done_at_once_but_never_more_than_the_hands() throws Exception {
        for (int i = 0; i < 20; i++) {
            golden.offer("s" + i, i, "{}");
        }
        var now = new AtomicInteger();
        var most = new AtomicInteger();

        try (var _ = developer()
                .concurrency(5)
                .handle(_ -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    Thread.sleep(30);
                    now.decrementAndGet();
                    return StepResult.done(Map.of(), 1);
                })
                .start()) {
            Soon.until(() -> golden.calls("POST", "/complete").size() == 20);
        }

        assertThat(most.get()).isBetween(2, 5);
        assertThat(golden.calls("POST", "/complete").stream()
                        .map(FakeGolden.Call::path)
                        .distinct())
                .hasSize(20);
    }

    @Test
    void an_expired_token_is_renewed_and_the_call_repeated() throws Exception {
        var refused = new AtomicInteger();
        golden.on(
                "POST /api/v1/work/s1/complete",
                call -> call.authorization().equals("Bearer token-1") && refused.incrementAndGet() > 0
                        ? new Answer(401, "{\"error_code\": \"auth.unauthorized\"}")
                        : FakeGolden.json("{}"));
        golden.offer("s1", 1, "{}");

        try (var _ = developer().handle(_ -> StepResult.done(Map.of(), 1)).start()) {
            Soon.until(() -> golden.calls("POST", "/s1/complete").size() == 2);
        }

        assertThat(refused.get()).isEqualTo(1);
        assertThat(golden.calls("POST", "/auth/token")).hasSize(2);
    }

    @Test
    void claims_go_on_after_an_outage() throws Exception {
        var outage = new AtomicInteger(3);
        golden.on(
                "POST /api/v1/work/claim",
                _ -> outage.getAndDecrement() > 0
                        ? new Answer(503, "")
                        : FakeGolden.json(
                                "[{\"step_id\": \"s9\", \"task_id\": \"t\", \"fencing_token\": 1, \"input\": {}}]"));

        try (var _ = developer().handle(_ -> StepResult.done(Map.of(), 1)).start()) {
            Soon.until(() -> !golden.calls("POST", "/s9/complete").isEmpty());
        }

        assertThat(golden.calls("POST", "/work/claim").size()).isGreaterThan(3);
    }

    @Test
    void a_stopping_worker_hands_back_what_it_cannot_finish() throws Exception {
        golden.offer("s1", 1, "{}");
        var begun = new CountDownLatch(1);
        var gateway = new io.golden.agent.gateway.Gateway(
                golden.url(), new io.golden.agent.gateway.Credentials("developer-1", "secret"));
        var loop = new ClaimLoop(
                gateway,
                "developer",
                2,
                _ -> {
                    begun.countDown();
                    new CountDownLatch(1).await();
                    return StepResult.done(Map.of(), 1);
                },
                new AgentLog("developer-1"));
        loop.start();
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

        loop.stop(Duration.ofMillis(100));

        assertThat(golden.calls("POST", "/s1/fail"))
                .singleElement()
                .satisfies(call ->
                        assertThat(call.body().path("retryable").asBoolean()).isTrue());
    }
}
