package io.golden.orchestrator;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.golden.test.Eventually;
import io.golden.test.Servers;
import io.golden.test.Tokens;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/** What a developer does with the orchestrator. */
final class Api {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Api() {}

    static RequestSpecification developer() {
        return as(Tokens.user("dana", "developer", "task.create", "task.update", "task.view", "metrics.view"));
    }

    static RequestSpecification as(Tokens token) {
        return given().contentType("application/json").header("Authorization", "Bearer " + token.sign());
    }

    static String create(String name) {
        return create(JsonObject.of("name", name));
    }

    static String create(JsonObject task) {
        return developer()
                .body(task.encode())
                .post("/api/v1/tasks")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    static JsonObject task(String id) {
        return new JsonObject(developer().get("/api/v1/tasks/" + id).asString());
    }

    static JsonObject awaitState(String id, String state) {
        return Eventually.eventuallyGet(PATIENCE, () -> {
            var task = task(id);
            assertThat(task.getString("state")).as(task.encodePrettily()).isEqualTo(state);
            return task;
        });
    }

    static List<JsonObject> list(JsonObject task, String field) {
        return task.getJsonArray(field).stream().map(JsonObject.class::cast).toList();
    }

    static List<String> path(JsonObject task) {
        return list(task, "history").stream()
                .filter(h -> h.getString("kind").equals("state"))
                .map(h -> h.getString("to_state"))
                .toList();
    }

    /** Every step of a task that is over was charged once, as its agent said, and nothing is held any more. */
    static void assertSettled(String id) {
        Eventually.eventually(() -> {
            var reservations = Peers.BUDGET.of(id);
            assertThat(reservations).noneMatch(r -> r.state().equals("held"));
            var wrong = Servers.postgres().query("""
                            select s.id, s.state, s.tokens_used, array_agg(r.state) from orchestrator.task_steps s
                            left join orchestrator.step_reservations r on r.step_id = s.id and r.state = 'committed'
                                and r.tokens_used = s.tokens_used
                            where s.task_id = ?::uuid and s.type <> 'review'
                            group by s.id having count(r.request_id) <> (case s.state when 'done' then 1 else 0 end)
                            """, id);
            assertThat(wrong).isEmpty();
            var open = Servers.postgres()
                    .number(
                            "select count(*) from orchestrator.step_reservations where task_id = ?::uuid and state not in ('committed', 'released')",
                            id);
            assertThat(open).isZero();
        });
    }
}
