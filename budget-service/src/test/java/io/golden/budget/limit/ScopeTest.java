package io.golden.budget.limit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.golden.budget.Budget;
import io.golden.test.Servers;
import io.golden.test.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Limits on tenants, agents and models, and their periods. */
@QuarkusTest
class ScopeTest {
    private static final String ADMIN = Tokens.user("admin", "admin", "budget.configure", "budget.view", "budget.spend")
            .sign();

    private final Budget budget = new Budget(UUID.randomUUID().toString(), "p", Budget.service(Budget.HOLDER));

    @AfterEach
    void everyBalanceFollowsFromTheLedger() {
        assertThat(Budget.differences()).isZero();
    }

    @Test
    void aRequestMustFitEveryLimitAndIsToldWhichRefused() {
        put(Map.of("project_id", "*", "total_limit", 100));
        put(Map.of("project_id", "p", "total_limit", 90, "agent_id", "a"));
        put(Map.of("project_id", "p", "total_limit", 80, "model", "m"));

        ask("x", "m", 81).then().statusCode(409).body("details.scope.model", equalTo("m"));
        ask("a", "x", 91).then().statusCode(409).body("details.scope.agent_id", equalTo("a"));
        ask("x", "x", 101).then().statusCode(409).body("details.scope.project_id", equalTo("*"));
        ask("a", "m", 80).then().statusCode(200).body("available", equalTo(0));
        ask("x", "x", 21)
                .then()
                .statusCode(409)
                .body("message", equalTo("budget.insufficient: Available 20, Requested 21"));
        assertThat(available()).isEqualTo(Map.of("p//", 99_920L, "*//", 20L, "p/a/", 10L, "p//m", 0L));
    }

    @Test
    void aRefusalByOneLimitTakesNothingFromTheOthers() {
        put(Map.of("project_id", "*", "total_limit", 10));

        ask("", "m", 11).then().statusCode(409);

        assertThat(available()).isEqualTo(Map.of("p//", 100_000L, "*//", 10L));
    }

    @Test
    void aNewLimitKnowsWhatWasSpentBefore() {
        var reservation = reservation(ask("a", "m", 60));
        budget.commit(reservation, 50);
        ask("a", "m", 5).then().statusCode(200);

        put(Map.of("project_id", "p", "total_limit", 100, "agent_id", "a"))
                .then()
                .statusCode(200)
                .body("current_usage", equalTo(50))
                .body("reserved", equalTo(5))
                .body("available", equalTo(45));
        put(Map.of("project_id", "*", "total_limit", 55)).then().body("available", equalTo(0));
        ask("b", "m", 1).then().statusCode(409);
    }

    @Test
    void aSoftLimitWarnsAndNeverRefuses() {
        put(Map.of("project_id", "p", "total_limit", 10, "model", "m", "soft", true));

        ask("", "m", 11).then().statusCode(200).body("available", equalTo(99_989));

        assertThat(thresholds()).isEqualTo(2);
    }

    @Test
    void aThresholdIsAnnouncedOnceAPeriod() {
        put(Map.of("project_id", "p", "total_limit", 100, "period", "daily"));
        var first = reservation(ask("", "m", 85));
        budget.release(first);
        ask("", "m", 85).then().statusCode(200);
        assertThat(thresholds()).isEqualTo(1);

        ask("", "m", 15).then().statusCode(200);
        assertThat(thresholds()).isEqualTo(2);

        yesterday();
        ask("", "m", 80).then().statusCode(200).body("available", equalTo(20));
        assertThat(thresholds()).isEqualTo(3);
        budget.release(first);
    }

    @Test
    void aPeriodBeginsAnewAndWhatWasReservedBeforeCountsInTheOldOne() {
        put(Map.of("project_id", "p", "total_limit", 100, "period", "daily", "timezone", "America/Havana"));
        var old = reservation(ask("", "m", 70));
        yesterday();

        assertThat(budget.state().jsonPath().getLong("available")).isEqualTo(100);
        var fresh = reservation(ask("", "m", 90));
        extend(old, 5).then().statusCode(409).body("error_code", equalTo("state.conflict"));
        budget.commit(old, 70).then().statusCode(200);

        assertThat(budget.state().jsonPath().getLong("used")).isZero();
        assertThat(budget.state().jsonPath().getLong("reserved")).isEqualTo(90);
        extend(fresh, 11).then().statusCode(409).body("error_code", equalTo("budget.insufficient"));
        extend(fresh, 10).then().statusCode(200).body("allocated", equalTo(100));
    }

    @Test
    void theStateTellsWhenThePeriodEnds() {
        var zone = ZoneId.of("Pacific/Auckland");
        put(Map.of("project_id", "p", "total_limit", 100, "period", "monthly", "timezone", zone.getId()))
                .then()
                .statusCode(200)
                .body("period", equalTo("monthly"))
                .body("timezone", equalTo(zone.getId()));

        var resets = Instant.parse(budget.state().jsonPath().getString("resets_at"));

        var next = LocalDate.now(zone).withDayOfMonth(1).plusMonths(1).atStartOfDay(zone);
        assertThat(resets).isEqualTo(next.toInstant());
    }

    @Test
    void anOperatorMayChangeThePeriodByHand() {
        put(Map.of("project_id", "p", "total_limit", 100));
        budget.commit(reservation(ask("", "m", 70)), 60);
        yesterday();
        ask("", "m", 3).then().statusCode(200);

        Servers.postgres()
                .execute("update budget.budget_limits set period = 'daily' where tenant_id = ?", budget.tenant());
        assertThat(budget.state().jsonPath().getLong("available")).isEqualTo(97);
        Servers.postgres()
                .execute("update budget.budget_limits set period = 'lifetime' where tenant_id = ?", budget.tenant());
        assertThat(budget.state().jsonPath().getLong("available")).isEqualTo(37);
    }

    @Test
    void aLimitThatIsDeletedLeavesItsLedger() {
        put(Map.of("project_id", "p", "total_limit", 50));
        var held = reservation(ask("", "m", 40));
        budget.commit(reservation(ask("", "m", 10)), 10);

        delete("p").then().statusCode(204);
        delete("p").then().statusCode(404);
        budget.commit(held, 40).then().statusCode(200);
        ask("", "m", 1).then().statusCode(200).body("available", equalTo(99_949));
        assertThat(Servers.postgres()
                        .number(
                                "select count(*) from audit.audit_log where action = 'budget.limit.delete' and resource_id = ?",
                                budget.tenant() + "/p"))
                .isEqualTo(1);
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        put(Map.of("project_id", "p", "total_limit", 1, "agent_id", "a", "model", "m"))
                .then()
                .statusCode(422);
        put(Map.of("project_id", "*", "total_limit", 1, "agent_id", "a")).then().statusCode(422);
        put(Map.of("project_id", "p", "total_limit", -1, "timezone", "Mars/Olympus"))
                .then()
                .statusCode(422)
                .body("details.errors.field", org.hamcrest.Matchers.contains("timezone", "total_limit"));
        put(Map.of("project_id", "p", "total_limit", 1, "timezone", "Mars/Olympus"))
                .then()
                .statusCode(422);
        put(Map.of("project_id", "p", "total_limit", 1, "timezone", "CET"))
                .then()
                .statusCode(422)
                .body("details.errors.field", org.hamcrest.Matchers.contains("timezone"));
        put(Map.of("project_id", "p", "total_limit", 1, "period", "hourly"))
                .then()
                .statusCode(422);
        put(Map.of("project_id", "p", "total_limit", -1)).then().statusCode(422);
        budget.state().then().body("resets_at", nullValue());
    }

    private Response put(Map<String, Object> limit) {
        var body = new HashMap<>(limit);
        body.put("tenant_id", budget.tenant());
        return given().auth()
                .oauth2(ADMIN)
                .contentType(ContentType.JSON)
                .body(body)
                .put("/api/v1/budget/limits");
    }

    private Response delete(String project) {
        return given().auth()
                .oauth2(ADMIN)
                .queryParam("tenant_id", budget.tenant())
                .queryParam("project_id", project)
                .delete("/api/v1/budget/limits");
    }

    private Response ask(String agent, String model, long tokens) {
        var body = budget.ask(tokens);
        body.put("model", model);
        if (!agent.isEmpty()) {
            body.put("agent_id", agent);
        }
        return budget.request(body);
    }

    private Response extend(UUID reservation, long more) {
        return budget.post("extend", Map.of("reservation_id", reservation, "additional_tokens", more));
    }

    private static UUID reservation(Response answer) {
        return UUID.fromString(answer.then().statusCode(200).extract().path("reservation_id"));
    }

    private Map<String, Long> available() {
        var left = new HashMap<String, Long>();
        budget.state()
                .jsonPath()
                .<Map<String, Object>>getList("scopes")
                .forEach(scope -> left.put(
                        (scope.get("project_id") + "/" + scope.get("agent_id") + "/" + scope.get("model"))
                                .replaceFirst("/\\*/", "//")
                                .replaceFirst("/\\*$", "/"),
                        ((Number) scope.get("available")).longValue()));
        return left;
    }

    private long thresholds() {
        return Servers.postgres()
                .number(
                        "select count(*) from budget.outbox where subject = 'event.budget.limit.threshold' and headers ->> 'Golden-Tenant' = ?",
                        budget.tenant());
    }

    /** Turns the calendar on by a day, since the database's own clock cannot be turned. */
    private void yesterday() {
        for (var sql : new String[] {
            "update budget.budget_limits set period_start = period_start - interval '1 day' where tenant_id = ?",
            "update budget.budget_reservations set created_at = created_at - interval '1 day' where tenant_id = ?",
            """
            alter table budget.budget_transactions disable trigger append_only;
            update budget.budget_transactions
            set counted_at = counted_at - interval '1 day', "timestamp" = "timestamp" - interval '1 day'
            where tenant_id = '%s';
            alter table budget.budget_transactions enable trigger append_only""".formatted(budget.tenant())
        }) {
            if (sql.contains("?")) {
                Servers.postgres().execute(sql, budget.tenant());
            } else {
                Servers.postgres().execute(sql);
            }
        }
    }
}
