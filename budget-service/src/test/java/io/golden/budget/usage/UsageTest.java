package io.golden.budget.usage;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.golden.budget.Budget;
import io.golden.test.Servers;
import io.golden.test.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class UsageTest {
    private static final String ADMIN =
            Tokens.user("admin", "admin", "budget.configure", "budget.view").sign();

    private final Budget budget = Budget.fresh();

    @Test
    void usageIsAddedUpByProjectAgentModelAndDay() {
        spend("a", "m1", 100, 70, null);
        spend("a", "m2", 100, 20, null);
        spend("b", "m1", 100, 5, null);
        budget.reserve(50);

        assertThat(usage("agent").getList("key")).containsExactly("a", "b");
        assertThat(usage("agent").getList("tokens")).containsExactly(90, 5);
        assertThat(usage("agent").getList("commits")).containsExactly(2, 1);
        assertThat(usage("model").getList("key")).containsExactly("m1", "m2");
        assertThat(usage("project").getList("tokens")).containsExactly(95);
        assertThat(usage("day").getList("key"))
                .containsExactly(LocalDate.now(ZoneOffset.UTC).toString());
        get("hour").then().statusCode(400);
    }

    @Test
    void usageIsShownInMoneyWhereThePriceIsKnown() {
        var model = "priced-" + UUID.randomUUID();
        price(model, "2.5", "10").then().statusCode(200).body("currency", equalTo("USD"));
        spend("a", model, 1_000, 1_000, 400);
        spend("a", model, 1_000, 1_000, null);
        spend("a", "unknown", 1_000, 300, null);

        var byProject = usage("project");

        // 400 x 2.5 + 600 x 10 and, where nobody said what was input, 1000 x 10, a millionth of it.
        assertThat(byProject.getMap("[0].costs")).isEqualTo(Map.of("USD", 0.017f));
        assertThat(byProject.getLong("[0].unpriced_tokens")).isEqualTo(300);
        given().auth()
                .oauth2(ADMIN)
                .get("/api/v1/budget/models?limit=1000")
                .then()
                .statusCode(200)
                .body("model", hasItem(model));
    }

    @Test
    void aNewPriceLeavesThePastAsItWas() {
        var model = "risen-" + UUID.randomUUID();
        price(model, "1", "1");
        spend("a", model, 1_000_000, 1_000_000, null);
        price(model, "2", "2");
        spend("a", model, 1_000_000, 1_000_000, null);

        assertThat(usage("model").getMap("[0].costs").toString()).isEqualTo("{USD=3.0}");
    }

    @Test
    void aPriceIsSetByWhoIsOfAllTenantsOnly() {
        var model = "foreign-" + UUID.randomUUID();
        var ofOne = Tokens.user("admin-of-acme", "admin", "budget.configure", "budget.view")
                .tenants(budget.tenant())
                .sign();

        price(ofOne, model, "1", "1").then().statusCode(403).body("message", containsString("all tenants"));

        assertThat(Servers.postgres().number("select count(*) from budget.budget_model_prices where model = ?", model))
                .isZero();
    }

    @Test
    void modelsAreAListLikeAnyOther() {
        var run = UUID.randomUUID();
        var names = List.of("one-" + run, "two-" + run, "three-" + run);
        names.forEach(name -> price(name, "1", "1").then().statusCode(200));
        price(names.getFirst(), "2", "2").then().statusCode(200);

        var seen = new ArrayList<String>();
        var next = "/api/v1/budget/models?limit=1&count=true";
        for (int page = 0; page < names.size(); page++) {
            var answer = given().auth().oauth2(ADMIN).urlEncodingEnabled(false).get(next);
            assertThat(Integer.parseInt(answer.header("X-Total-Count"))).isGreaterThanOrEqualTo(names.size());
            seen.addAll(answer.jsonPath().getList("model"));
            var link = answer.header("Link");
            next = link == null ? "" : link.substring(1, link.indexOf('>'));
        }

        // A new price moves no model, so that whoever reads page by page misses none.
        assertThat(seen).isEqualTo(names.reversed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"CET", "EET", "MET", "WET", "Mars/Olympus"})
    void aZoneThatPostgreSqlReadsOtherwiseIs400(String zone) {
        given().auth()
                .oauth2(budget.token())
                .queryParam("timezone", zone)
                .get("/api/v1/budget/usage?group_by=day")
                .then()
                .statusCode(400)
                .body("message", equalTo("timezone: must be a time zone of the form Region/City, or UTC"));
    }

    @Test
    void inputCannotBeMoreThanAll() {
        var reservation = budget.reserve(10);

        commit(reservation, 5, 6).then().statusCode(422).body("details.errors.field", hasItem("input_tokens"));
        price("x", "-1", "1").then().statusCode(422);
    }

    private void spend(String agent, String model, long tokens, long actual, Integer input) {
        var ask = new java.util.HashMap<>(budget.ask(tokens));
        ask.put("agent_id", agent);
        ask.put("model", model);
        if (tokens > 100_000) {
            given().auth()
                    .oauth2(ADMIN)
                    .contentType(ContentType.JSON)
                    .body(Map.of(
                            "tenant_id", budget.tenant(), "project_id", budget.project(), "total_limit", 1_000_000_000))
                    .put("/api/v1/budget/limits")
                    .then()
                    .statusCode(200);
        }
        var id = UUID.fromString(
                budget.request(ask).then().statusCode(200).extract().path("reservation_id"));
        commit(id, actual, input).then().statusCode(200);
    }

    private Response commit(UUID reservation, long actual, Integer input) {
        var body = new java.util.HashMap<String, Object>(Map.of(
                "tenant_id",
                budget.tenant(),
                "project_id",
                budget.project(),
                "reservation_id",
                reservation,
                "actual_tokens",
                actual));
        if (input != null) {
            body.put("input_tokens", input);
        }
        return budget.post("commit", body);
    }

    private static Response price(String model, String input, String output) {
        return price(ADMIN, model, input, output);
    }

    private static Response price(String token, String model, String input, String output) {
        return given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body("""
                        {"model": "%s", "input_price_per_million": %s, "output_price_per_million": %s}""".formatted(model, input, output))
                .put("/api/v1/budget/models");
    }

    private JsonPath usage(String groupBy) {
        return get(groupBy).then().statusCode(200).extract().jsonPath();
    }

    private Response get(String groupBy) {
        return given().auth()
                .oauth2(budget.token())
                .queryParam("tenant_id", budget.tenant())
                .queryParam("project_id", budget.project())
                .queryParam("group_by", groupBy)
                .get("/api/v1/budget/usage");
    }
}
