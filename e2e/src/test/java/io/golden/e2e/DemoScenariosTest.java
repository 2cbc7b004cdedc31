package io.golden.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The demo's two scenarios, asserted through the API. */
@Journey
class DemoScenariosTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void a_task_travels_from_request_to_done_and_its_bug_is_repaired_on_the_way() throws Exception {
        var api = Api.developer();
        var task = Tasks.post(
                api, "Prime sieve", "Every prime from 2 up to and including 1234, by the sieve of Eratosthenes.");

        var events = TaskStream.toEnd(api, task, "0");

        var states = events.stream()
                .filter(event -> event.kind().equals("state"))
                .map(event -> event.data().path("to_state").asText())
                .toList();
        assertThat(states).as(Tasks.story(task)).endsWith("completed");
        assertThat(states).contains("planning", "developing", "testing", "reviewing", "deploying");
        assertThat(states.stream().filter("developing"::equals)).hasSizeGreaterThan(1);
        var shown = api.get("/api/v1/tasks/" + task).ok();
        assertThat(shown.path("state").asText()).isEqualTo("completed");
        assertThat(program(shown)).contains("LIMIT = 1234", "[True] * (limit + 1)");
        assertThat(TaskStream.toEnd(api, task, events.get(2).id()))
                .as("a stream that resumes skips nothing and repeats nothing")
                .isEqualTo(events.subList(3, events.size()));
    }

    @Test
    void a_disagreement_becomes_an_escalation_whose_resolution_lets_the_task_go_on() {
        var task = Tasks.post(Api.developer(), "Calculator", "Calculate what a user typed, such as (1 + 2) * 3.");
        Tasks.await(task, PATIENCE, "escalated");

        var escalation = Soon.within(Duration.ofSeconds(20), () -> escalationOf(task));
        assertThat(escalation.path("state").asText()).isEqualTo("open");
        var resolve = "/api/v1/escalations/" + escalation.path("id").asText() + "/resolve";
        var decision = Map.of("decision", "retry", "note", "Replace eval by an ast walk");
        Api.operator().post(resolve, decision).ok();
        var again = Api.operator().post(resolve, decision);
        Tasks.await(task, PATIENCE, "completed");

        assertThat(again.status()).isEqualTo(409);
        var reviews = Api.developer().get("/api/v1/reviews?task_id=" + task).ok();
        assertThat(list(reviews).stream().map(review -> review.path("status").asText()))
                .containsExactly("passed", "rejected");
        var shown = Api.developer().get("/api/v1/tasks/" + task).ok();
        assertThat(program(shown)).contains("import ast").doesNotContain("eval(expression)");
        assertThat(Database.number(
                        "select count(*) from audit.audit_log where action = 'escalation.resolve' and resource_id = ?",
                        escalation.path("id").asText()))
                .isEqualTo(1);
    }

    private static JsonNode escalationOf(UUID task) {
        var open = Api.operator()
                .get("/api/v1/escalations?resolved=false&limit=200")
                .ok();
        return list(open).stream()
                .filter(escalation -> escalation.path("task_id").asText().equals(task.toString()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no escalation of task " + task));
    }

    /** What the developer handed in last. */
    private static String program(JsonNode task) {
        return list(task.path("steps")).stream()
                .filter(step -> step.path("role").asText().equals("developer"))
                .map(step -> step.path("output").path("files").path(0).path("content"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .reduce((_, last) -> last)
                .orElse("");
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
