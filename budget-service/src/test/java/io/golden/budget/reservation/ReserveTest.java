package io.golden.budget.reservation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.golden.budget.Budget;
import io.golden.test.Servers;
import io.golden.test.Tokens;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(
        value = Servers.class,
        scope = TestResourceScope.GLOBAL,
        initArgs = @ResourceArg(name = "service", value = "budget"))
class ReserveTest {
    @AfterEach
    void everyBalanceFollowsFromTheLedger() {
        assertThat(Budget.differences()).isZero();
    }

    @Test
    void aRequestThatFitsIsApproved() {
        var budget = Budget.fresh();

        var body = budget.request(budget.ask(1000, "step:1:1"))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(body.getMap("").keySet())
                .containsExactlyInAnyOrder(
                        "approved", "reservation_id", "allocated", "reason", "request_id", "expires_at", "available");
        assertThat(body.getBoolean("approved")).isTrue();
        assertThat(body.getString("reason")).isEqualTo("approved");
        assertThat(body.getLong("allocated")).isEqualTo(1000);
        assertThat(body.getLong("available")).isEqualTo(99_000);
        assertThat(body.getString("request_id")).isEqualTo("step:1:1");
        assertThat(Instant.parse(body.getString("expires_at")))
                .isBetween(
                        Instant.now().plus(Duration.ofMinutes(59)),
                        Instant.now().plus(Duration.ofMinutes(61)));
    }

    @Test
    void aRequestThatDoesNotFitIsRefusedWithBothNumbers() {
        var budget = Budget.fresh();

        budget.request(budget.ask(999_999_999))
                .then()
                .statusCode(409)
                .body("error_code", equalTo("budget.insufficient"))
                .body("message", equalTo("budget.insufficient: Available 100000, Requested 999999999"))
                .body("details.scope.project_id", equalTo(budget.project()));
    }

    @Test
    void aRefusalIsNotRemembered() {
        var budget = Budget.of(10);
        var ask = budget.ask(11, "again");
        budget.request(ask).then().statusCode(409);
        Servers.postgres()
                .execute("update budget.budget_limits set total_limit = 11 where project_id = ?", budget.project());

        budget.request(ask).then().statusCode(200);
    }

    @Test
    void tokensIsAnotherNameForEstimatedTokens() {
        var budget = Budget.fresh();
        var ask = budget.ask(1);
        ask.remove("estimated_tokens");
        ask.put("tokens", 5);

        budget.request(ask).then().statusCode(200).body("allocated", equalTo(5));
        ask.put("estimated_tokens", 5);
        budget.request(ask).then().statusCode(200).body("allocated", equalTo(5));
        ask.put("estimated_tokens", 7);
        budget.request(ask).then().statusCode(422).body("details.errors.field", contains("tokens"));
    }

    /** A lone surrogate would be held as a question mark, and two names would be one. */
    @ParameterizedTest
    @ValueSource(strings = {"a\\ud800", "\\udc00a", "\\u00a0", "\\u200b\\ufeff ", "a\\u0085b"})
    void whatCannotBePrintedIsNoName(String escaped) {
        var budget = Budget.fresh();

        given().auth()
                .oauth2(budget.token())
                .contentType(ContentType.JSON)
                .body("""
                        {"tenant_id": "acme", "project_id": "%1$s", "task_id": "%1$s", "model": "%1$s", "agent_id": "%1$s",
                         "request_id": "%1$s", "estimated_tokens": 1}""".formatted(escaped))
                .post("/api/v1/budget/request")
                .then()
                .statusCode(422)
                .body("details.errors.field", contains("agent_id", "model", "project_id", "request_id", "task_id"));
    }

    @Test
    void whatLooksLikeSomethingIsAName() {
        var budget =
                new Budget("acme", "\ud83d\ude00 \u00e4\u00a0b " + UUID.randomUUID(), Budget.service(Budget.HOLDER));

        budget.request(budget.ask(1)).then().statusCode(200);
    }

    @Test
    void theSameRequestIdGetsTheFirstAnswer() {
        var budget = Budget.of(100);
        var first = budget.request(budget.ask(60, "one"));
        budget.reserve(10);
        budget.release(UUID.fromString(first.path("reservation_id"))).then().statusCode(200);

        var second = budget.request(budget.ask(60, "one"));

        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(first.header("Idempotent-Replayed")).isNull();
        assertThat(second.jsonPath().getMap("")).isEqualTo(first.jsonPath().getMap(""));
        assertThat(budget.number("reserved")).isEqualTo(10);
    }

    @Test
    void theIdempotencyKeyIsAnotherNameForTheRequestId() {
        var budget = Budget.fresh();
        var call = given().auth()
                .oauth2(budget.token())
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", "key-" + budget.project())
                .body(budget.ask(7));

        var first = call.post("/api/v1/budget/request");
        var second = call.post("/api/v1/budget/request");

        assertThat(second.jsonPath().getMap("")).isEqualTo(first.jsonPath().getMap(""));
        assertThat(budget.number("reserved")).isEqualTo(7);
    }

    @Test
    void anIdempotencyKeyThatIsNotTheRequestIdIsAConflict() {
        var budget = Budget.fresh();
        var key = "key-" + budget.project();

        keyed(budget, key, budget.ask(7, key)).then().statusCode(200);
        keyed(budget, key, budget.ask(7, "another-" + key))
                .then()
                .statusCode(409)
                .body("error_code", equalTo("idempotency.conflict"));

        assertThat(budget.number("reserved")).isEqualTo(7);
    }

    @Test
    void anyKeyThatOtherServicesTakeIsTaken() {
        var budget = Budget.fresh();
        var longest = (budget.project() + "!~*".repeat(100)).substring(0, 255);

        keyed(budget, longest, budget.ask(7)).then().statusCode(200).body("request_id", equalTo(longest));
        for (var bad : new String[] {longest + "x", "a b", "\u00e4"}) {
            keyed(budget, bad, budget.ask(7))
                    .then()
                    .statusCode(400)
                    .body("message", equalTo("Idempotency-Key: must be 1 to 255 visible ASCII characters"));
        }
    }

    private static Response keyed(Budget budget, String key, Map<String, Object> body) {
        return given().auth()
                .oauth2(budget.token())
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(body)
                .post("/api/v1/budget/request");
    }

    @ParameterizedTest
    @CsvSource({"estimated_tokens, 8", "task_id, another", "model, another", "purpose, another", "ttl_seconds, 60"})
    void theSameRequestIdForSomethingElseIsAConflict(String field, String value) {
        var budget = Budget.fresh();
        var ask = budget.ask(7, "key-" + budget.project());
        budget.request(ask).then().statusCode(200);
        ask.put(field, value.matches("\\d+") ? Integer.valueOf(value) : value);

        budget.request(ask).then().statusCode(409).body("error_code", equalTo("idempotency.conflict"));
    }

    @Test
    void aRequestIdIsItsTenantsOwn() {
        var budget = Budget.fresh();
        var id = "key-" + budget.project();
        budget.request(budget.ask(7, id)).then().statusCode(200);
        var other = new Budget("other", budget.project(), budget.token());

        other.request(other.ask(8, id)).then().statusCode(200);
    }

    @Test
    void everyFieldIsChecked() {
        var budget = Budget.fresh();

        budget.request(Map.of("estimated_tokens", 0, "ttl_seconds", 86_401))
                .then()
                .statusCode(422)
                .body(
                        "details.errors.field",
                        contains("estimated_tokens", "model", "project_id", "task_id", "tenant_id", "ttl_seconds"));
        var any = budget.ask(1);
        any.put("project_id", "*");
        budget.request(any).then().statusCode(422).body("details.errors.field", contains("project_id"));
        budget.commit(UUID.randomUUID(), -1).then().statusCode(422);
    }

    @Test
    void tenantsAndPermissionsAreLookedAt() {
        var budget = Budget.fresh();

        budget.as(Tokens.service("x-service", "budget.spend").tenants("other").sign())
                .request(budget.ask(1))
                .then()
                .statusCode(403);
        budget.as(Tokens.user("developer", "developer", "task.create").sign())
                .request(budget.ask(1))
                .then()
                .statusCode(403)
                .body("error_code", equalTo("auth.forbidden"));
        given().contentType(ContentType.JSON)
                .body(budget.ask(1))
                .post("/api/v1/budget/request")
                .then()
                .statusCode(401);
    }

    @Test
    void anAgentSpendsForItselfOnly() {
        var budget = Budget.fresh();
        var agent = budget.as(Tokens.agent("developer-1", "developer").sign());
        var ask = agent.ask(1);
        ask.put("agent_id", "tester-1");

        agent.request(ask).then().statusCode(403);
        agent.reserve(1);

        assertThat(Servers.postgres()
                        .query(
                                "select agent_id, holder from budget.budget_reservations where project_id = ?",
                                budget.project()))
                .containsExactly(Map.of("agent_id", "developer-1", "holder", "developer-1"));
    }
}
