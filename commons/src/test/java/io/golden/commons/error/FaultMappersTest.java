package io.golden.commons.error;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.matchesPattern;

import io.golden.test.Servers;
import io.golden.test.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Servers.class, scope = TestResourceScope.GLOBAL)
class FaultMappersTest {
    private static String spender() {
        return Tokens.user("alice", "operator", "budget.spend").sign();
    }

    @Test
    void everyFailingFieldIsToldAtOnce() {
        given().auth()
                .oauth2(spender())
                .contentType("application/json")
                .body("""
                        {"projectid": "p", "tokens": "7", "urgent": 1, "lines": [{"item_name": "", "count": 1.5}]}""")
                .post("/api/v1/provoke/orders")
                .then()
                .statusCode(422)
                .body(
                        "details.errors.field",
                        hasItems(
                                "projectid", "tokens", "urgent", "lines[0].item_name", "lines[0].count", "project_id"));
    }

    @Test
    void aBugLeaksNothing() {
        given().get("/api/v1/provoke/bug").then().statusCode(500).body("request_id", matchesPattern(".+"));
        given().get("/api/v1/provoke/nowhere").then().statusCode(404);
        given().get("/nowhere").then().statusCode(404);
        given().get("/api/v1/provoke/undeclared").then().statusCode(401);
        given().auth()
                .oauth2(spender())
                .get("/api/v1/provoke/undeclared")
                .then()
                .statusCode(403);
        given().auth().oauth2("x.y.z").get("/api/v1/provoke/me").then().statusCode(401);
        given().auth().oauth2(spender()).get("/api/v1/provoke/me").then().statusCode(200);
        given().auth().oauth2(spender()).get("/api/v1/provoke/virtual").then().statusCode(200);
        given().get("/api/v1/provoke/items/x").then().statusCode(400);
        given().get("/api/v1/provoke/items/5?size=10").then().statusCode(400);
        given().get("/api/v1/provoke/limited").then().statusCode(200);
    }
}
