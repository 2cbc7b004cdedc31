package io.golden.budget.limit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.golden.budget.Budget;
import io.golden.test.Servers;
import io.golden.test.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LimitTest {
    private static final String ADMIN = Tokens.user("admin", "admin", "budget.configure", "budget.view", "budget.spend")
            .sign();

    @Test
    void theStateShowsWhatIsLeft() {
        var budget = Budget.of(100);
        budget.commit(budget.reserve(30), 20);
        budget.reserve(25);

        var body = budget.state().then().statusCode(200).extract().jsonPath();

        assertThat(body.getLong("total")).isEqualTo(100);
        assertThat(body.getLong("used")).isEqualTo(20);
        assertThat(body.getLong("reserved")).isEqualTo(25);
        assertThat(body.getLong("available")).isEqualTo(55);
        assertThat(body.getString("period")).isEqualTo("lifetime");
        assertThat(body.getMap("").keySet()).contains("resets_at", "scopes");
        assertThat(body.getList("scopes")).hasSize(1);
        assertThat(body.getLong("scopes[0].available")).isEqualTo(55);
    }

    @Test
    void whatHasExpiredStopsCountingAtOnce() {
        var budget = Budget.of(100);
        Budget.expire(budget.reserve(80));

        assertThat(budget.state().jsonPath().getLong("available")).isEqualTo(100);
        budget.request(budget.ask(100)).then().statusCode(200).body("available", equalTo(0));
        budget.request(budget.ask(1)).then().statusCode(409);
    }

    @Test
    void aProjectNobodyAskedForHasTheDefaultLimit() {
        var budget = Budget.fresh();

        budget.state().then().statusCode(200).body("total", equalTo(100_000)).body("available", equalTo(100_000));

        assertThat(budget.number("count(*)")).isZero();
    }

    @Test
    void whatWasSpentIsNotForgottenWithTheLimit() {
        var budget = Budget.of(100);
        budget.commit(budget.reserve(30), 20);
        budget.reserve(5);
        Budget.expire(budget.reserve(25));
        Servers.postgres().execute("delete from budget.budget_limits where project_id = ?", budget.project());

        budget.state()
                .then()
                .statusCode(200)
                .body("total", equalTo(100_000))
                .body("used", equalTo(20))
                .body("reserved", equalTo(5))
                .body("available", equalTo(99_975))
                .body("scopes[0].available", equalTo(99_975));
        budget.request(budget.ask(1)).then().statusCode(200).body("available", equalTo(99_974));
    }

    @Test
    void anOperatorsUpdateCountsFromTheNextRequest() {
        var budget = Budget.of(10);
        budget.request(budget.ask(11)).then().statusCode(409);
        Servers.postgres()
                .execute("update budget.budget_limits set total_limit = 20 where project_id = ?", budget.project());

        budget.request(budget.ask(11)).then().statusCode(200).body("available", equalTo(9));
    }

    @Test
    void anAdminSetsALimit() {
        var budget = Budget.fresh().as(ADMIN);
        var body =
                Map.<String, Object>of("tenant_id", budget.tenant(), "project_id", budget.project(), "total_limit", 42);

        given().auth()
                .oauth2(ADMIN)
                .contentType(ContentType.JSON)
                .body(body)
                .put("/api/v1/budget/limits")
                .then()
                .statusCode(200)
                .body("total_limit", equalTo(42))
                .body("available", equalTo(42));

        budget.request(budget.ask(43)).then().statusCode(409);
        given().auth()
                .oauth2(ADMIN)
                .get("/api/v1/budget/limits")
                .then()
                .statusCode(200)
                .body("project_id", hasItem(budget.project()));
        assertThat(Servers.postgres()
                        .number(
                                "select count(*) from audit.audit_log where action = 'budget.limit.set' and resource_id = ?",
                                budget.tenant() + "/" + budget.project()))
                .isEqualTo(1);
    }

    @Test
    void onlyWhoMayConfigureSetsLimits() {
        var budget = Budget.fresh();

        given().auth()
                .oauth2(budget.token())
                .contentType(ContentType.JSON)
                .body(Map.of("tenant_id", "acme", "project_id", "p", "total_limit", 1))
                .put("/api/v1/budget/limits")
                .then()
                .statusCode(403);
    }

    @Test
    void aMissingParameterIsNamed() {
        given().auth()
                .oauth2(ADMIN)
                .queryParam("tenant_id", "acme")
                .get("/api/v1/budget/state")
                .then()
                .statusCode(400)
                .body("error_code", equalTo("validation.invalid_request"));
    }

    @Test
    void aZoneNobodyKnowsIsRefusedHoweverItIsWritten() {
        var budget = Budget.of(100);

        assertThatThrownBy(() -> Servers.postgres()
                        .execute(
                                "update budget.budget_limits set timezone = 'Mars/Olympus' where project_id = ?",
                                budget.project()))
                .hasStackTraceContaining("Mars/Olympus");
        assertThatThrownBy(() -> Servers.postgres()
                        .execute(
                                "insert into budget.budget_limits (tenant_id, project_id, total_limit, timezone) values (?, ?, 1, 'Mars/Olympus')",
                                budget.tenant(),
                                UUID.randomUUID().toString()))
                .hasStackTraceContaining("Mars/Olympus");
    }
}
