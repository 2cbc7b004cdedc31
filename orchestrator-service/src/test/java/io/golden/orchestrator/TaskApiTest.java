package io.golden.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.golden.test.Eventually;
import io.golden.test.Servers;
import io.golden.test.Tokens;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TaskApiTest {
    private static final JsonArray NOBODYS_STEP = JsonArray.of(JsonObject.of("role", "nobody", "type", "work"));

    @TestHTTPResource("/")
    URI base;

    private static String waitingTask(String name) {
        return Api.create(JsonObject.of("name", name, "steps", NOBODYS_STEP));
    }

    @Test
    void theSameKeyAndBodyMakeOneTask() {
        var body = JsonObject.of("name", "once", "steps", NOBODYS_STEP).encode();
        var key = UUID.randomUUID().toString();

        var first = Api.developer().header("Idempotency-Key", key).body(body).post("/api/v1/tasks");
        var second = Api.developer().header("Idempotency-Key", key).body(body).post("/api/v1/tasks");
        var other = Api.developer()
                .header("Idempotency-Key", key)
                .body(JsonObject.of("name", "other").encode())
                .post("/api/v1/tasks");

        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(second.<String>path("id")).isEqualTo(first.path("id"));
        other.then().statusCode(409).body("error_code", equalTo("idempotency.conflict"));
    }

    @Test
    void everyFailingFieldIsToldAtOnce() {
        var body = JsonObject.of("name", " ", "priority", 9, "steps", JsonArray.of(JsonObject.of("type", "dance")));

        Api.developer()
                .body(body.encode())
                .post("/api/v1/tasks")
                .then()
                .statusCode(422)
                .body("details.errors.field", hasItem("name"))
                .body("details.errors.field", hasItem("priority"))
                .body("details.errors.field", hasItem("steps[0].role"))
                .body("details.errors.field", hasItem("steps[0].type"));
    }

    @Test
    void anotherTenantsTaskIsNotThere() {
        // given
        var acme = Tokens.user("anna", "developer", "task.create", "task.view", "task.update")
                .tenants("acme");
        var other = Tokens.user("otto", "developer", "task.create", "task.view", "task.update")
                .tenants("other");
        var id = Api.as(acme)
                .body(JsonObject.of("name", "secret", "steps", NOBODYS_STEP).encode())
                .post("/api/v1/tasks")
                .then()
                .statusCode(201)
                .body("tenant_id", equalTo("acme"))
                .extract()
                .<String>path("id");

        // then
        Api.as(acme).get("/api/v1/tasks/" + id).then().statusCode(200);
        Api.as(other).get("/api/v1/tasks/" + id).then().statusCode(404);
        Api.as(other).get("/api/v1/tasks/" + id + "/stream").then().statusCode(404);
        Api.as(other).post("/api/v1/tasks/" + id + "/cancel").then().statusCode(404);
        Api.as(other).get("/api/v1/tasks?tenant_id=acme").then().statusCode(403);
        Api.as(other)
                .body(JsonObject.of("name", "x", "tenant_id", "acme").encode())
                .post("/api/v1/tasks")
                .then()
                .statusCode(403);
        assertThat(Api.as(other).get("/api/v1/tasks").jsonPath().getList("id")).doesNotContain(id);
    }

    @Test
    void aListIsPagedWithoutSkippingOrRepeating() {
        // given
        var project = "p" + UUID.randomUUID();
        var made = IntStream.range(0, 7)
                .mapToObj(i ->
                        Api.create(JsonObject.of("name", "page " + i, "project_id", project, "steps", NOBODYS_STEP)))
                .toList();

        // when
        var seen = new java.util.ArrayList<String>();
        var next = "/api/v1/tasks?project_id=" + project + "&limit=3";
        while (next != null) {
            var page = Api.developer().urlEncodingEnabled(false).get(next);
            seen.addAll(page.jsonPath().getList("id"));
            var link = page.header("Link");
            next = link == null ? null : link.substring(1, link.indexOf('>'));
        }

        // then
        assertThat(seen).containsExactlyElementsOf(made.reversed());
        Api.developer().get("/api/v1/tasks?limit=0").then().statusCode(400);
        Api.developer().get("/api/v1/tasks?state=asleep").then().statusCode(400);
    }

    @Test
    void aChangeOfAnOldVersionIsRefused() {
        // given
        var id = waitingTask("change me");
        Eventually.eventually(() -> assertThat(Api.list(Api.task(id), "steps"))
                .singleElement()
                .satisfies(s -> assertThat(s.getString("state")).isEqualTo("ready")));
        var version = Api.task(id).getLong("version");

        // when
        var first = patch(id, JsonObject.of("name", "changed", "priority", 1, "version", version));
        var second = patch(id, JsonObject.of("name", "again", "version", version));

        // then
        first.then().statusCode(200).body("name", equalTo("changed"));
        second.then().statusCode(409).body("error_code", equalTo("state.conflict"));
        var priority =
                Servers.postgres().number("select priority from orchestrator.task_steps where task_id = ?::uuid", id);
        assertThat(priority).isOne();
    }

    private static io.restassured.response.Response patch(String id, JsonObject change) {
        return Api.developer().body(change.encode()).patch("/api/v1/tasks/" + id);
    }

    @Test
    void cancellingReleasesWhatIsHeldAndATerminalStateIsNeverLeft() {
        // given
        var id = waitingTask("cancel me");
        Eventually.eventually(() -> assertThat(Peers.BUDGET.of(id)).hasSize(1));

        // when
        Api.developer()
                .post("/api/v1/tasks/" + id + "/cancel")
                .then()
                .statusCode(200)
                .body("state", equalTo("cancelled"));

        // then
        Api.assertSettled(id);
        Api.developer().post("/api/v1/tasks/" + id + "/cancel").then().statusCode(200);
        var admin = Api.as(Tokens.user("root", "admin", "task.delete"));
        admin.delete("/api/v1/tasks/" + id).then().statusCode(204);
        var retried = Api.developer().post("/api/v1/tasks/" + id + "/retry");
        retried.then().statusCode(201).body("retry_of", equalTo(id));
        var refused = org.assertj.core.api.Assertions.catchThrowable(() -> Servers.postgres()
                .execute(
                        "update orchestrator.tasks set state = 'developing', completed_at = null where id = ?::uuid",
                        id));
        assertThat(refused).hasMessageContaining("which is final");
        assertThat(Servers.postgres()
                        .number(
                                "select count(*) from audit.audit_log where resource_id = ? and action like 'task.%'",
                                id))
                .isEqualTo(3);
    }

    @Test
    void theStreamTellsTheHistoryToItsEndAndResumes() throws Exception {
        try (var _ = TestAgents.start();
                var http = HttpClient.newHttpClient()) {
            // given
            var id = Api.create("stream me");

            // when: followed live, to its end
            var all = stream(http, id, "0");
            var ids = all.stream()
                    .filter(l -> l.startsWith("id:"))
                    .map(l -> l.substring(3).strip())
                    .toList();
            var half = ids.get(ids.size() / 2);
            var rest = stream(http, id, half);

            // then
            assertThat(all.stream()
                            .filter(l -> l.startsWith("event:"))
                            .map(l -> l.substring(6).strip()))
                    .contains("state", "step", "guard", "sandbox", "review");
            assertThat(all).anySatisfy(l -> assertThat(l).contains("\"to_state\":\"completed\""));
            assertThat(rest.stream()
                            .filter(l -> l.startsWith("id:"))
                            .map(l -> l.substring(3).strip()))
                    .containsExactlyElementsOf(ids.subList(ids.size() / 2 + 1, ids.size()));
        }
    }

    private List<String> stream(HttpClient http, String id, String from) throws Exception {
        var token = Tokens.user("dana", "developer", "task.view").sign();
        var request = HttpRequest.newBuilder(base.resolve("/api/v1/tasks/" + id + "/stream"))
                .header("Authorization", "Bearer " + token)
                .header("Last-Event-ID", from)
                .build();
        return http.send(request, BodyHandlers.ofLines()).body().toList();
    }

    @Test
    void statsCountStatesAndSteps() {
        waitingTask("count me");

        Eventually.eventually(() -> {
            var stats = Api.developer().get("/api/v1/tasks/stats").jsonPath();
            assertThat(stats.getInt("tasks.developing")).isPositive();
            assertThat(stats.getInt("steps_ready")).isPositive();
        });
    }

    @Test
    void whatIsToldIsReallySent() {
        Eventually.eventually(() -> assertThat(
                        Servers.postgres().number("select count(*) from orchestrator.outbox where sent_at is null"))
                .isZero());
    }

    @Test
    void agentsAreListedConfiguredAndForgotten() {
        var admin = Tokens.user("root", "admin", "agent.view", "agent.configure");

        Api.as(admin)
                .body(JsonObject.of("role", "architect", "metadata", JsonObject.of("model", "x"))
                        .encode())
                .put("/api/v1/agents/architect-9")
                .then()
                .statusCode(200)
                .body("status", equalTo("active"));
        Api.as(admin)
                .get("/api/v1/agents?role=architect")
                .then()
                .statusCode(200)
                .body("id", hasItem("architect-9"));
        Api.as(admin).delete("/api/v1/agents/architect-9").then().statusCode(204);
        Api.as(admin).delete("/api/v1/agents/architect-9").then().statusCode(404);
        Api.developer()
                .body("{\"role\":\"architect\"}")
                .put("/api/v1/agents/architect-9")
                .then()
                .statusCode(403);
    }

    @Test
    void breakersAreListedResetAndAudited() {
        var admin = Tokens.user("breaker-admin", "admin", "system.admin", "metrics.view");

        Eventually.eventually(() -> Api.as(admin)
                .get("/api/v1/circuit-breakers")
                .then()
                .statusCode(200)
                .body("breakers.name", hasItem("budget"))
                .body("breakers.name", hasItem("peer-hub")));
        Api.as(admin)
                .post("/api/v1/circuit-breakers/reset_all")
                .then()
                .statusCode(200)
                .body("status", equalTo("success"))
                .body("reset_count", equalTo(0))
                .body("breakers", equalTo(List.of()));
        Api.as(admin).post("/api/v1/circuit-breakers/budget/reset").then().statusCode(200);
        Api.as(admin)
                .body("{\"name\":\"sandbox\"}")
                .post("/api/v1/admin/circuit-breaker/reset")
                .then()
                .statusCode(200);
        Api.as(admin).post("/api/v1/circuit-breakers/nothing/reset").then().statusCode(404);
        Api.developer().post("/api/v1/circuit-breakers/reset_all").then().statusCode(403);
        assertThat(Servers.postgres()
                        .query("select action from audit.audit_log where user_id = 'breaker-admin' order by id"))
                .extracting(r -> r.get("action"))
                .containsExactly("breakers.reset_all", "breakers.reset", "breakers.reset");
    }
}
