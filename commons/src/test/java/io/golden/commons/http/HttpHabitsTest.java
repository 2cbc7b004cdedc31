package io.golden.commons.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import io.golden.test.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class HttpHabitsTest {
    private static final String ORDER = """
            {"project_id": "p", "tokens": 7}""";

    private static String spender() {
        return Tokens.user("alice", "operator", "budget.spend").sign();
    }

    @Test
    void theRequestIdIsTakenAndReturned() {
        given().header("X-Request-ID", "mine-1")
                .get("/api/v1/provoke/conflict")
                .then()
                .header("X-Request-ID", "mine-1")
                .body("request_id", equalTo("mine-1"));
    }

    @Test
    void aRequestIdIsMadeWhereNoneOrABadOneCame() {
        given().header("X-Request-ID", "two words")
                .get("/health")
                .then()
                .header("X-Request-ID", matchesPattern("[0-9a-f-]{36}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/health",
                "/nowhere",
                "/api/v1/provoke/bug",
                "/api/v1/provoke/me",
                "/api/v1/provoke/away",
                "/api/v1/provoke/items/x"
            })
    void securityHeadersAreOnEveryAnswer(String path) {
        given().get(path)
                .then()
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Frame-Options", "DENY")
                .header("Referrer-Policy", "no-referrer")
                .header("Content-Security-Policy", matchesPattern("default-src 'none'.*"))
                .header("Strict-Transport-Security", nullValue());
    }

    @Test
    void behindTlsTheBrowserIsToldToStayThere() {
        given().header("X-Forwarded-Proto", "https")
                .get("/health")
                .then()
                .header("Strict-Transport-Security", matchesPattern("max-age=.*"));
    }

    @Test
    void curlsFormIsReadAsJsonWithABearerToken() {
        given().auth()
                .oauth2(spender())
                .contentType("application/x-www-form-urlencoded")
                .body(ORDER)
                .post("/api/v1/provoke/orders")
                .then()
                .statusCode(200)
                .body("tokens", equalTo(7));
    }

    @Test
    void aFormWithTheCookieIsRefused() {
        given().cookie("session", spender())
                .header("Origin", "https://golden.example.com")
                .contentType("application/x-www-form-urlencoded")
                .body(ORDER)
                .post("/api/v1/provoke/orders")
                .then()
                .statusCode(415)
                .body("error_code", equalTo("validation.unsupported_media_type"));
    }

    @Test
    void textIsRefusedEvenWithABearerToken() {
        given().auth()
                .oauth2(spender())
                .contentType("text/plain")
                .body(ORDER)
                .post("/api/v1/provoke/orders")
                .then()
                .statusCode(415)
                .body("error_code", equalTo("validation.unsupported_media_type"));
    }

    @Test
    void anUnknownMethodIs405AndAnUnofferedTypeIs406() {
        given().delete("/api/v1/provoke/conflict")
                .then()
                .statusCode(405)
                .header("Allow", "GET, HEAD")
                .body("error_code", equalTo("validation.method_not_allowed"));
        given().get("/api/v1/provoke/orders").then().statusCode(405).header("Allow", "POST");
        given().post("/api/v1/provoke/items/5").then().statusCode(405).header("Allow", "GET, HEAD");
        given().accept("image/png")
                .get("/api/v1/provoke/exempt")
                .then()
                .statusCode(406)
                .body("error_code", equalTo("validation.not_acceptable"));
    }

    @Test
    void aWriteWithTheCookieNeedsAPageOfOurs() {
        given().cookie("session", spender())
                .contentType("application/json")
                .body(ORDER)
                .post("/api/v1/provoke/orders")
                .then()
                .statusCode(403)
                .body("error_code", equalTo("auth.forbidden"));
        given().cookie("session", spender())
                .header("Origin", "https://evil.example.com")
                .contentType("application/json")
                .body(ORDER)
                .post("/api/v1/provoke/orders")
                .then()
                .statusCode(403)
                .header("Access-Control-Allow-Origin", nullValue());
    }

    @Test
    void aPageOfOursMayWriteWithTheCookie() {
        given().cookie("session", spender())
                .header("Origin", "https://golden.example.com")
                .contentType("application/json")
                .body(ORDER)
                .post("/api/v1/provoke/orders")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", "https://golden.example.com")
                .header("Access-Control-Allow-Credentials", "true");
    }

    @Test
    void readsWithTheCookieNeedNoOrigin() {
        given().cookie("session", spender())
                .get("/api/v1/provoke/me")
                .then()
                .statusCode(200)
                .body("subject", equalTo("alice"));
    }

    @Test
    void aPreflightOfAnAllowedPageIsAnswered() {
        given().header("Origin", "https://golden.example.com")
                .header("Access-Control-Request-Method", "POST")
                .options("/api/v1/provoke/orders")
                .then()
                .statusCode(204)
                .header("Access-Control-Allow-Methods", matchesPattern(".*POST.*"));
    }

    @Test
    void theClientsAddressIsTakenFromTheTrustedProxy() {
        given().auth()
                .oauth2(spender())
                .header("X-Forwarded-For", "6.6.6.6, 203.0.113.9")
                .get("/api/v1/provoke/me")
                .then()
                .body("address", equalTo("203.0.113.9"));
    }

    @Test
    void whatTheServerItselfRefusesHasNoPageOfTheServer() throws IOException {
        var answer = RawHttp.exchange("GET /" + "x".repeat(9000) + " HTTP/1.1\nHost: localhost\n\n", out -> {});

        assertThat(answer).contains(" 414 ").doesNotContain("<html");
    }

    @Test
    void virtualThreadsKnowCallerAndCorrelation() {
        given().auth()
                .oauth2(spender())
                .header("X-Request-ID", "v-1")
                .get("/api/v1/provoke/virtual")
                .then()
                .statusCode(200)
                .body("virtual", equalTo(true))
                .body("subject", equalTo("alice"))
                .body("user", equalTo("alice"))
                .body("request_id", equalTo("v-1"));
    }
}
