package io.golden.orchestrator;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.golden.test.Eventually;
import io.golden.test.Servers;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each test has a role of its own, so that none takes another's steps. */
@QuarkusTest
class WorkTest {
    static final JsonObject OUTPUT = JsonObject.of("summary", "done");

    static String taskWithStep(String role) {
        return taskWithStep(role, 3);
    }

    private static String taskWithStep(String role, int attempts) {
        var id = Api.create(JsonObject.of(
                "name",
                "step for " + role,
                "steps",
                JsonArray.of(JsonObject.of("role", role, "type", "work", "max_attempts", attempts))));
        Eventually.eventually(() -> assertThat(step(id).getString("state")).isEqualTo("ready"));
        return id;
    }

    /** The task would go on to a developer who is not here. */
    static void assertSettledAfterCancel(String id) {
        Api.developer().post("/api/v1/tasks/" + id + "/cancel").then().statusCode(200);
        Api.assertSettled(id);
    }

    static JsonObject step(String taskId) {
        return Api.list(Api.task(taskId), "steps").getFirst();
    }

    static List<JsonObject> claim(String agent, String role, int max, int wait) {
        var answer = TestAgents.claim(agent, role, max, wait);
        assertThat(answer.statusCode()).isEqualTo(200);
        return new JsonArray(answer.asString())
                .stream().map(JsonObject.class::cast).toList();
    }

    private static <T> List<T> allAtOnce(int times, Callable<T> act) throws Exception {
        try (var threads = Executors.newCachedThreadPool()) {
            var all = new ArrayList<Future<T>>();
            IntStream.range(0, times).forEach(_ -> all.add(threads.submit(act)));
            var results = new ArrayList<T>();
            for (var each : all) {
                results.add(each.get());
            }
            return results;
        }
    }

    @Test
    void twentyClaimersGetOneStepOnce() throws Exception {
        taskWithStep("racer");

        var leases = allAtOnce(20, () -> claim("racer-1", "racer", 5, 0));

        assertThat(leases.stream().mapToInt(List::size).sum()).isOne();
    }

    @Test
    void twentyClaimersGetTwentyStepsOnceEach() throws Exception {
        allAtOnce(20, () -> taskWithStep("many"));

        var leases = allAtOnce(20, () -> claim("many-1", "many", 1, 5));

        assertThat(leases.stream().flatMap(List::stream).map(l -> l.getString("step_id")))
                .hasSize(20)
                .doesNotHaveDuplicates();
    }

    @Test
    void aLongPollIsWokenLongBeforeItsTimeIsUp() throws Exception {
        try (var threads = Executors.newCachedThreadPool()) {
            claim("sleeper-1", "sleeper", 1, 0);
            var waiting = threads.submit(() -> {
                var found = claim("sleeper-1", "sleeper", 1, 20);
                return JsonObject.of("lease", found.getFirst(), "at", System.currentTimeMillis());
            });
            Eventually.eventually(() -> assertThat(waiting.isDone()).isFalse());

            Api.create(JsonObject.of(
                    "name", "wakes", "steps", JsonArray.of(JsonObject.of("role", "sleeper", "type", "work"))));

            var woken = waiting.get();
            var ready = Servers.postgres()
                    .query(
                            "select (extract(epoch from ready_at) * 1000)::bigint as at from orchestrator.task_steps where id = ?::uuid",
                            woken.getJsonObject("lease").getString("step_id"))
                    .getFirst();
            assertThat(woken.getLong("at") - (Long) ready.get("at")).isLessThan(10_000);
        }
    }

    @Test
    void theWaitEndsWithNothing() {
        assertThat(claim("idle-1", "idle", 1, 1)).isEmpty();
    }

    @Test
    void aRoleThatIsNotTheAgentsIsRefused() {
        var other = JsonObject.of("agent_id", "tester-1", "roles", JsonArray.of("developer"));
        var foreign = JsonObject.of("agent_id", "somebody", "roles", JsonArray.of("tester"));

        for (var body : List.of(other, foreign)) {
            TestAgents.as("tester-1", "tester")
                    .body(body.encode())
                    .post("/api/v1/work/claim")
                    .then()
                    .statusCode(403);
        }
    }

    @Test
    void theSameResultTwiceCountsOnceAndAnotherIsLate() throws Exception {
        // given
        taskWithStep("twice");
        var lease = claim("twice-1", "twice", 1, 0).getFirst();

        // when
        var codes = allAtOnce(
                10,
                () -> TestAgents.complete("twice-1", "twice", lease, OUTPUT, 5).statusCode());

        // then
        assertThat(codes).containsOnly(200);
        assertThat(TestAgents.complete("twice-1", "twice", lease, OUTPUT, 6).statusCode())
                .isEqualTo(409);
        assertThat(TestAgents.complete("thief-1", "twice", lease, OUTPUT, 5).statusCode())
                .isEqualTo(409);
        var history = Servers.postgres()
                .number(
                        "select count(*) from orchestrator.task_history where task_id = ?::uuid and data ->> 'state' = 'done'",
                        lease.getString("task_id"));
        assertThat(history).isOne();
        assertSettledAfterCancel(lease.getString("task_id"));
    }

    @Test
    void aLostLeaseGoesToAnotherAndTheFirstIsLate() {
        // given: the first agent dies
        var id = taskWithStep("mortal");
        var lost = claim("mortal-1", "mortal", 1, 0).getFirst();

        // when
        var next = Eventually.eventuallyGet(
                Duration.ofSeconds(30), () -> claim("mortal-2", "mortal", 1, 1).getFirst());

        // then
        assertThat(next.getString("step_id")).isEqualTo(lost.getString("step_id"));
        assertThat(next.getInteger("attempt")).isEqualTo(2);
        assertThat(next.getLong("fencing_token")).isGreaterThan(lost.getLong("fencing_token"));
        assertThat(TestAgents.complete("mortal-1", "mortal", lost, OUTPUT, 1).statusCode())
                .isEqualTo(409);
        assertThat(TestAgents.complete("mortal-2", "mortal", next, OUTPUT, 2).statusCode())
                .isEqualTo(200);
        assertSettledAfterCancel(id);
        assertThat(Peers.BUDGET.of(id).stream().filter(r -> r.requestId().contains(lost.getString("step_id"))))
                .extracting(BudgetPeer.Reservation::state)
                .containsExactlyInAnyOrder("released", "committed");
    }

    @Test
    void aHeartbeatKeepsTheLease() throws InterruptedException {
        // given
        taskWithStep("steady");
        var lease = claim("steady-1", "steady", 1, 0).getFirst();

        // when: longer than the lease of the tests
        for (int i = 0; i < 6; i++) {
            Thread.sleep(500);
            TestAgents.as("steady-1", "steady")
                    .body(JsonObject.of("fencing_token", lease.getLong("fencing_token"))
                            .encode())
                    .post("/api/v1/work/" + lease.getString("step_id") + "/heartbeat")
                    .then()
                    .statusCode(200);
        }

        // then
        assertThat(TestAgents.complete("steady-1", "steady", lease, OUTPUT, 1).statusCode())
                .isEqualTo(200);
    }

    @Test
    void completionAndExpiryRaceAndOneOfThemCounts() throws Exception {
        for (int i = 0; i < 5; i++) {
            // given: the lease is over, and the sweeper looks every 200 ms
            var id = taskWithStep("brink");
            var lease = claim("brink-1", "brink", 1, 5).getFirst();
            Servers.postgres()
                    .execute(
                            "update orchestrator.task_steps set leased_until = now() + make_interval(secs => ?) where id = ?::uuid",
                            0.05 * i,
                            lease.getString("step_id"));
            Thread.sleep(100 + 30L * i);

            // when
            int status =
                    TestAgents.complete("brink-1", "brink", lease, OUTPUT, 1).statusCode();

            // then
            var step = step(id);
            if (status == 200) {
                assertThat(step.getString("state")).isEqualTo("done");
            } else {
                assertThat(status).isEqualTo(409);
                assertThat(step.getInteger("attempt")).isEqualTo(2);
                var again = claim("brink-1", "brink", 1, 5).getFirst();
                TestAgents.complete("brink-1", "brink", again, OUTPUT, 1);
            }
            assertSettledAfterCancel(id);
        }
    }

    @Test
    void aStepThatFailsTooOftenAsksAHumanAndGetsAnotherChance() {
        // given
        var id = taskWithStep("clumsy", 2);
        for (int i = 0; i < 2; i++) {
            var lease = Eventually.eventuallyGet(
                    Duration.ofSeconds(30),
                    () -> claim("clumsy-1", "clumsy", 1, 1).getFirst());
            TestAgents.as("clumsy-1", "clumsy")
                    .body(JsonObject.of("fencing_token", lease.getLong("fencing_token"), "error", "cannot")
                            .encode())
                    .post("/api/v1/work/" + lease.getString("step_id") + "/fail")
                    .then()
                    .statusCode(200);
        }
        Api.awaitState(id, "escalated");

        // when
        Resolve.resolve(id, "retry", "hold it with both hands");

        // then
        var again = Eventually.eventuallyGet(
                Duration.ofSeconds(30), () -> claim("clumsy-1", "clumsy", 1, 1).getFirst());
        assertThat(again.getInteger("attempt")).isEqualTo(3);
        assertThat(again.getJsonObject("input").getString("note")).isEqualTo("hold it with both hands");
        assertThat(TestAgents.complete("clumsy-1", "clumsy", again, OUTPUT, 1).statusCode())
                .isEqualTo(200);
        assertSettledAfterCancel(id);
    }

    @Test
    void anUnknownStepIs404() {
        var lease = JsonObject.of("step_id", UUID.randomUUID().toString(), "fencing_token", 1L);

        assertThat(TestAgents.complete("odd-1", "odd", lease, OUTPUT, 1).statusCode())
                .isEqualTo(404);
    }

    @Test
    void withoutATokenThereIsNoWork() {
        given().contentType("application/json")
                .body("{}")
                .post("/api/v1/work/claim")
                .then()
                .statusCode(401);
    }
}
