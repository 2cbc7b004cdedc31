package io.golden.budget;

import static io.restassured.RestAssured.given;

import io.golden.test.Servers;
import io.golden.test.Tokens;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** A project of a test's own, and the requests that are made about it. */
public record Budget(String tenant, String project, String token) {
    private static final int REPETITIONS = 20;
    public static final String HOLDER = "orchestrator-service";

    /** A project with the default limit, seen by a service that may spend. */
    public static Budget fresh() {
        return new Budget("acme", UUID.randomUUID().toString(), service(HOLDER));
    }

    /** A project with a limit. */
    public static Budget of(long limit) {
        var budget = fresh();
        Servers.postgres()
                .execute(
                        "insert into budget.budget_limits (tenant_id, project_id, total_limit) values (?, ?, ?)",
                        budget.tenant,
                        budget.project,
                        limit);
        return budget;
    }

    public static String service(String name) {
        return Tokens.service(name, "budget.spend", "budget.view").sign();
    }

    public Budget as(String otherToken) {
        return new Budget(tenant, project, otherToken);
    }

    public Map<String, Object> ask(long tokens) {
        var body = new HashMap<String, Object>();
        body.put("tenant_id", tenant);
        body.put("project_id", project);
        body.put("task_id", "task-1");
        body.put("model", "offline");
        body.put("estimated_tokens", tokens);
        return body;
    }

    public Map<String, Object> ask(long tokens, String requestId) {
        var body = ask(tokens);
        body.put("request_id", requestId);
        return body;
    }

    public Response request(Map<String, Object> body) {
        return post("request", body);
    }

    /** As a client does it: a 503 (the machine stood still for two seconds) is repeated, with the same request_id. */
    public Response insist(Map<String, Object> body) {
        if (!body.containsKey("request_id")) {
            throw new IllegalArgumentException("without a request_id a repetition is another request");
        }
        var answer = request(body);
        for (int i = 0; i < REPETITIONS && answer.statusCode() == 503; i++) {
            answer = request(body);
        }
        return answer;
    }

    public UUID reserve(long tokens) {
        return UUID.fromString(insist(ask(tokens, UUID.randomUUID().toString()))
                .then()
                .statusCode(200)
                .extract()
                .path("reservation_id"));
    }

    public Response commit(UUID reservation, long actual) {
        return post(
                "commit",
                Map.of(
                        "tenant_id", tenant,
                        "project_id", project,
                        "reservation_id", reservation,
                        "actual_tokens", actual));
    }

    public Response release(UUID reservation) {
        return post("release", Map.of("tenant_id", tenant, "project_id", project, "reservation_id", reservation));
    }

    public Response post(String verb, Map<String, Object> body) {
        return given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/budget/" + verb);
    }

    public Response state() {
        return given().auth()
                .oauth2(token)
                .queryParam("tenant_id", tenant)
                .queryParam("project_id", project)
                .get("/api/v1/budget/state");
    }

    /** Turns the clock on for one reservation, since the database's own cannot be turned. */
    public static void expire(UUID reservation) {
        Servers.postgres().execute("""
                        update budget.budget_reservations set expires_at = clock_timestamp() - interval '1 second'
                        where id = ?""", reservation);
    }

    public long number(String column) {
        return Servers.postgres()
                .number(
                        "select " + column + " from budget.budget_limits where tenant_id = ? and project_id = ?",
                        tenant,
                        project);
    }

    public static long differences() {
        return Servers.postgres().number("select count(*) from budget.budget_differences");
    }
}
