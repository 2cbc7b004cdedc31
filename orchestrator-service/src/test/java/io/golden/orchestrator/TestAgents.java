package io.golden.orchestrator;

import static io.restassured.RestAssured.given;

import io.golden.test.Tokens;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Four agents that answer at once, over HTTP, until they are closed. On platform threads: the HTTP client of the tests
 * initialises classes while it waits, which would hold every carrier of virtual threads for ever.
 */
final class TestAgents implements AutoCloseable {
    static final String GOOD = "def add(a, b):\n    \"\"\"Adds.\"\"\"\n    return a + b\n";
    static final String BAD = "def add(a, b):\n    return a - b\n";
    static final String TEST = """
            import unittest
            from main import add

            class AddTest(unittest.TestCase):
                def test_adds(self):
                    self.assertEqual(3, add(1, 2))
            """;

    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;

    static TestAgents start() {
        var agents = new TestAgents();
        Map.of("developer-1", "developer", "tester-1", "tester", "reviewer-1", "reviewer", "security-1", "security")
                .forEach((name, role) -> agents.threads.add(
                        Thread.ofPlatform().daemon().name(name).start(() -> agents.work(name, role))));
        return agents;
    }

    private void work(String name, String role) {
        while (!closed) {
            var leases = claim(name, role, 1, 1);
            if (leases.statusCode() == 200) {
                new JsonArray(leases.asString()).forEach(lease -> answer(name, role, (JsonObject) lease));
            }
        }
    }

    private static void answer(String name, String role, JsonObject lease) {
        var output = output(lease);
        complete(name, role, lease, output, lease.getString("type").length() * 10L);
    }

    /** Bad code at first where the task's name says so; always where it says always. */
    private static JsonObject output(JsonObject lease) {
        var task = lease.getJsonObject("input").getJsonObject("task").getString("name");
        if (lease.getString("role").equals("tester")) {
            return files("test_main.py", TEST);
        }
        var first = lease.getString("type").equals("develop");
        var bad = task.contains("always-bad") || (task.contains("bad-first") && first);
        return files("main.py", bad ? BAD : GOOD);
    }

    static JsonObject files(String path, String content) {
        return JsonObject.of(
                "files", JsonArray.of(JsonObject.of("path", path, "content", content)), "summary", "wrote " + path);
    }

    static Response claim(String name, String role, int max, int wait) {
        return as(name, role)
                .body(JsonObject.of("agent_id", name, "roles", JsonArray.of(role), "max", max, "wait_seconds", wait)
                        .encode())
                .post("/api/v1/work/claim");
    }

    static Response complete(String name, String role, JsonObject lease, JsonObject output, long tokens) {
        return as(name, role)
                .body(JsonObject.of(
                                "fencing_token",
                                lease.getLong("fencing_token"),
                                "output",
                                output,
                                "tokens_used",
                                tokens)
                        .encode())
                .post("/api/v1/work/" + lease.getString("step_id") + "/complete");
    }

    static RequestSpecification as(String name, String role) {
        return given().contentType("application/json")
                .header("Authorization", "Bearer " + Tokens.agent(name, role).sign());
    }

    @Override
    public void close() {
        closed = true;
        threads.forEach(thread -> {
            try {
                thread.join(5000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
