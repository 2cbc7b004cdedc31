package io.golden.auth.me;

import static io.golden.auth.Http.as;
import static io.golden.auth.Http.login;
import static io.golden.auth.Http.me;
import static io.golden.auth.Http.refresh;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import io.golden.auth.TestUsers;
import io.golden.test.Servers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class OwnPasswordTest {
    private static final String OLD = "correct horse";
    private static final String NEW = "battery staple";

    @BeforeEach
    void forgetLimits() {
        Servers.redis().command("FLUSHALL");
    }

    @Test
    void aNewPasswordEndsTheOtherSessions() {
        TestUsers.create("nora", OLD, "observer");
        var other = login("nora", OLD).jsonPath();
        var here = login("nora", OLD).jsonPath();

        change(here.getString("token"), OLD, NEW).then().statusCode(204);

        refresh(other.getString("refresh_token")).then().statusCode(401);
        refresh(here.getString("refresh_token")).then().statusCode(200);
        me(here.getString("token")).then().statusCode(200);
        login("nora", OLD).then().statusCode(401);
        login("nora", NEW).then().statusCode(200);
        assertThat(
                        Servers.postgres()
                                .number(
                                        "select count(*) from audit.audit_log where action = 'auth.user.password' and user_id = 'nora'"))
                .isEqualTo(1);
    }

    @Test
    void theCurrentOneIsGuessedNoBetterThanAtLogin() {
        TestUsers.create("olga", OLD, "observer");
        var token = login("olga", OLD).<String>path("token");
        for (int i = 0; i < 3; i++) {
            change(token, "guess " + i, NEW)
                    .then()
                    .statusCode(401)
                    .body("error_code", equalTo("auth.invalid_credentials"));
        }
        login("olga", "guess").then().statusCode(401);
        login("olga", "guess").then().statusCode(401);

        change(token, OLD, NEW)
                .then()
                .statusCode(429)
                .body("message", equalTo("rate_limit.exceeded: Too many login attempts. Try again in 15 minutes"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1234567", "password123", "PASSWORD123", "123456789", "with a \0 in it"})
    void aBadPasswordIsRefusedClearly(String wanted) {
        change(login("observer", "obs123").path("token"), "obs123", wanted)
                .then()
                .statusCode(422)
                .body("details.errors.field", contains("new"));
    }

    @Test
    void theLengthIsThatOfTheBytes() {
        var token = login("observer", "obs123").<String>path("token");

        change(token, "obs123", "ü".repeat(37))
                .then()
                .statusCode(422)
                .body("message", equalTo("new: must be 8 to 72 bytes of UTF-8, and is 74"));
        change(token, "obs123", "obs123").then().statusCode(422);
        given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body("{\"curent\": 1}")
                .post("/api/v1/auth/password")
                .then()
                .statusCode(422)
                .body("details.errors.field", hasItems("curent", "current", "new"))
                .body("message", containsString("current"));
    }

    @Test
    void whoHasNoPasswordChangesNone() {
        given().contentType(ContentType.JSON)
                .body(Map.of("current", OLD, "new", NEW))
                .post("/api/v1/auth/password")
                .then()
                .statusCode(401);
    }

    @Test
    void whoMustChangeThePasswordMayDoNothingElse() {
        TestUsers.create("paul", OLD, "admin");
        Servers.postgres().execute("update auth.users set must_change_password = true where username = 'paul'");
        var session = login("paul", OLD);

        session.then()
                .statusCode(200)
                .body("must_change_password", equalTo(true))
                .body("permissions", empty())
                .body("role", equalTo("admin"));
        var token = session.<String>path("token");
        for (var answer : List.of(as(token).get("/api/v1/users"), as(token).get("/api/v1/service-accounts"))) {
            answer.then().statusCode(403).body("message", equalTo("Insufficient permissions"));
        }
        me(token).then().statusCode(200).body("username", equalTo("paul"));

        change(token, OLD, NEW).then().statusCode(204);

        var fresh = refresh(session.path("refresh_token"));
        fresh.then()
                .statusCode(200)
                .body("must_change_password", nullValue())
                .body("permissions", hasItems("user.manage"));
        as(fresh.path("token")).get("/api/v1/users").then().statusCode(200);
        Servers.postgres().execute("delete from auth.users where username = 'paul'");
    }

    private static Response change(String token, String current, String wanted) {
        return as(token).body(Map.of("current", current, "new", wanted)).post("/api/v1/auth/password");
    }
}
