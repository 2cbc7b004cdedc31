package io.golden.sandbox.execution;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.golden.test.Eventually;
import io.golden.test.Servers;
import io.golden.test.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Servers.class, scope = TestResourceScope.GLOBAL)
class ExecutionResourceTest {
    /** The self-test at start takes its time on a machine that is busy. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @TestHTTPResource("/")
    URI service;

    @BeforeEach
    void isolationHolds() {
        Eventually.eventually(
                PATIENCE, () -> given().get(management + "health/ready").then().statusCode(200));
    }

    @Test
    void aProgramRunsAndEverythingAboutItIsTold() {
        execute(Map.of("code", "print('hello')"))
                .statusCode(200)
                .body("stdout", equalTo("hello\n"))
                .body("stderr", equalTo(""))
                .body("exit_code", equalTo(0))
                .body("status", equalTo("ok"))
                .body("execution_id", org.hamcrest.Matchers.matchesPattern("[0-9a-f-]{36}"))
                .body("limits.timeout", equalTo(30))
                .body("limits.memory_mb", equalTo(256))
                .body("usage.cpu_ms", greaterThan(0))
                .body("usage.wall_ms", greaterThan(0))
                .body("artifacts", nullValue());
    }

    @Test
    void aFailingProgramIsAnAnswerToo() {
        execute(Map.of("code", "import sys; print('no', file=sys.stderr); sys.exit(3)"))
                .statusCode(200)
                .body("exit_code", equalTo(3))
                .body("stderr", equalTo("no\n"))
                .body("status", equalTo("error"));
    }

    @Test
    void testsRunAgainstTheFilesBesideThem() {
        var files = List.of(
                Map.of("path", "main.py", "content", "def double(x):\n    return 2 * x\n"),
                Map.of(
                        "path",
                        "test_main.py",
                        "content",
                        "import unittest, main\nclass T(unittest.TestCase):\n    def test(self): self.assertEqual(main.double(2), 4)\n"));

        execute(Map.of("code", "import unittest; unittest.main('test_main')", "files", files))
                .statusCode(200)
                .body("status", equalTo("ok"))
                .body("stderr", containsString("Ran 1 test"));
    }

    @Test
    void textAndBytesComeBackAsArtifacts() {
        var code = """
                import os
                os.mkdir('artifacts')
                open('artifacts/a.txt', 'w').write('text')
                open('artifacts/b.bin', 'wb').write(b'\\xff')
                """;

        execute(Map.of("code", code))
                .statusCode(200)
                .body("artifacts", hasSize(2))
                .body("artifacts.find { it.path == 'a.txt' }.content", equalTo("text"))
                .body("artifacts.find { it.path == 'b.bin' }.encoding", equalTo("base64"));
    }

    @Test
    void anUnsupportedLanguageIsRefusedWithTheSupportedOnes() {
        execute(Map.of("code", "1", "language", "ruby"))
                .statusCode(422)
                .body("error_code", equalTo("validation.unprocessable_entity"))
                .body("message", containsString("supported are: python, javascript, bash"))
                .body("details.errors[0].field", equalTo("language"));
    }

    @Test
    void anUnknownFieldIsRefused() {
        execute(Map.of("code", "1", "timeot", 3)).statusCode(422).body("message", containsString("timeout"));
    }

    @Test
    void aTimeoutIsCounted() {
        var before = metric("sandbox_executions_timeout_total");

        execute(Map.of("code", "while True: pass", "timeout", 1))
                .statusCode(200)
                .body("status", equalTo("timeout"));

        assertThat(metric("sandbox_executions_timeout_total")).isEqualTo(before + 1);
    }

    @Test
    void whoMayNotExecuteIsRefused() {
        given().auth()
                .oauth2(Tokens.user("olga", "observer", "task.view").sign())
                .contentType(ContentType.JSON)
                .body(Map.of("code", "1"))
                .post("/api/v1/sandbox/execute")
                .then()
                .statusCode(403);
        given().contentType(ContentType.JSON)
                .body(Map.of("code", "1"))
                .post("/api/v1/sandbox/execute")
                .then()
                .statusCode(401);
    }

    @Test
    void languagesAndLayersAreShown() {
        var token = Tokens.agent("developer-1", "developer").sign();

        given().auth()
                .oauth2(token)
                .get("/api/v1/sandbox/languages")
                .then()
                .statusCode(200)
                .body("language", hasItem("python"));
        given().auth()
                .oauth2(token)
                .get("/api/v1/sandbox/isolation")
                .then()
                .statusCode(200)
                .body("complete", equalTo(true))
                .body("layers", hasSize(5))
                .body("layers.holds", not(hasItem(false)))
                .body("tiers[0].name", equalTo("gvisor"));
    }

    @Test
    void everySeriesIsThere() {
        var names = List.of(
                "sandbox_executions_total",
                "sandbox_executions_timeout_total",
                "sandbox_execution_failures_total",
                "sandbox_execution_queue_depth",
                "sandbox_execution_time_count");

        assertThat(names).allSatisfy(name -> assertThat(metric(name)).isNotNegative());
    }

    @Test
    void whenTheClientLeavesItsBoxIsKilled() throws Exception {
        // A box that was made ahead is gone: the next one is this client's.
        Eventually.eventually(PATIENCE, () -> assertThat(children()).isZero());
        var failuresBefore = metric("sandbox_execution_failures_total");
        var body = "{\"code\": \"import time; time.sleep(100)\"}";
        var head = "POST /api/v1/sandbox/execute HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Authorization: Bearer %s\r\nContent-Length: %d\r\n\r\n"
                        .formatted(Tokens.agent("developer-1", "developer").sign(), body.length());
        try (var client = new Socket(service.getHost(), service.getPort())) {
            client.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
            Eventually.eventually(PATIENCE, () -> assertThat(children()).isPositive());
        }

        Eventually.eventually(PATIENCE, () -> {
            assertThat(children()).isZero();
            assertThat(metric("sandbox_execution_failures_total")).isEqualTo(failuresBefore + 1);
        });
    }

    private static long children() {
        return ProcessHandle.current().descendants().count();
    }

    private static ValidatableResponse execute(Map<String, Object> body) {
        return given().auth()
                .oauth2(Tokens.agent("developer-1", "developer").sign())
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/sandbox/execute")
                .then();
    }

    private double metric(String name) {
        return given().get(management + "metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElse(-1);
    }
}
