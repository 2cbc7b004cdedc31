package io.golden.commons.ratelimit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import io.golden.test.Tokens;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RequestLimitsTest {
    @TestHTTPResource(value = "/", management = true)
    URI management;

    private static String observer(String name, String... permissions) {
        return Tokens.user(name + UUID.randomUUID(), "observer", permissions).sign();
    }

    private static ValidatableResponse get(String token, String path) {
        return given().auth().oauth2(token).get(path).then();
    }

    @Test
    void theRolesLimitCountsAndTheAnswerSaysWhatIsLeft() {
        var eve = observer("eve");
        get(eve, "/api/v1/provoke/me")
                .statusCode(200)
                .header("RateLimit", matchesPattern("\"default\";r=2;t=\\d+"))
                .header("RateLimit-Policy", "\"default\";q=3;w=60")
                .header("X-RateLimit-Limit", "3")
                .header("X-RateLimit-Remaining", "2");
        get(eve, "/api/v1/provoke/me").statusCode(200);
        get(eve, "/api/v1/provoke/virtual").statusCode(200);

        get(eve, "/api/v1/provoke/me")
                .statusCode(429)
                .header("Retry-After", matchesPattern("(19|20)"))
                .header("X-RateLimit-Remaining", "0")
                .body("error_code", equalTo("rate_limit.exceeded"))
                .body(
                        "message",
                        matchesPattern("rate_limit\\.exceeded: Too many requests\\. Try again in (19|20) seconds"));
        assertThat(given().get(management.resolve("/metrics")).asString())
                .containsPattern("rate_limit_rejected_total\\{route=\"/api/v1/provoke/me\"\\} [1-9]");
    }

    @Test
    void aRoutesOwnLimitCountsInsteadOfTheRoles() {
        var eve = observer("eve");
        for (int i = 0; i < 3; i++) {
            get(eve, "/api/v1/provoke/limited").statusCode(200).header("RateLimit-Policy", "\"default\";q=3;w=60");
        }

        get(eve, "/api/v1/provoke/limited").statusCode(429);
        get(eve, "/api/v1/provoke/me").statusCode(200);
    }

    @Test
    void anAnonymousCallerIsKeyedByTheAddress() {
        for (int i = 0; i < 3; i++) {
            given().header("X-Forwarded-For", "203.0.113.77")
                    .get("/api/v1/provoke/limited")
                    .then()
                    .statusCode(200);
        }

        given().header("X-Forwarded-For", "203.0.113.77")
                .get("/api/v1/provoke/limited")
                .then()
                .statusCode(429);
        given().header("X-Forwarded-For", "203.0.113.78")
                .get("/api/v1/provoke/limited")
                .then()
                .statusCode(200);
    }

    @Test
    void whatIsForbiddenCountsToo() {
        var eve = observer("eve");
        for (int i = 0; i < 3; i++) {
            given().auth()
                    .oauth2(eve)
                    .contentType("application/json")
                    .body("{}")
                    .post("/api/v1/provoke/orders")
                    .then()
                    .statusCode(403);
        }

        get(eve, "/api/v1/provoke/me").statusCode(429);
    }

    @Test
    void agentsAndServicesAndExemptRoutesAreNotCounted() {
        get(Tokens.agent("a", "developer").sign(), "/api/v1/provoke/me").header("RateLimit", nullValue());
        get(Tokens.service("budget-service").sign(), "/api/v1/provoke/me").header("RateLimit", nullValue());
        get(Tokens.service("budget-service").sign(), "/api/v1/provoke/limited").header("RateLimit", nullValue());
        get(observer("eve"), "/api/v1/provoke/exempt").header("RateLimit", nullValue());
    }
}
