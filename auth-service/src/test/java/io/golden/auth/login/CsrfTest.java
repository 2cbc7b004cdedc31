package io.golden.auth.login;

import static io.golden.auth.Http.login;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.golden.auth.TestUsers;
import io.golden.test.Servers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a foreign web page can make a browser send. */
@QuarkusTest
class CsrfTest {
    private static final String EVIL = "https://evil.example";
    private static final Map<String, String> CHANGE = Map.of("current", "correct horse", "new", "battery staple");

    private String token = "";

    @BeforeEach
    void logIn() {
        Servers.redis().command("FLUSHALL");
        Servers.postgres().execute("delete from auth.users where username = 'browser'");
        TestUsers.create("browser", "correct horse", "admin");
        token = login("browser", "correct horse").path("token");
    }

    @Test
    void aWriteWithTheCookieNeedsOurOrigin() {
        for (var origin : new String[] {EVIL, "null", "http://localhost", ownOrigin() + ".evil.example"}) {
            cookie().header("Origin", origin)
                    .body(CHANGE)
                    .post("/api/v1/auth/password")
                    .then()
                    .statusCode(403)
                    .body("error_code", equalTo("auth.forbidden"));
        }
        cookie().body(CHANGE).post("/api/v1/auth/password").then().statusCode(403);
        cookie().post("/api/v1/auth/logout").then().statusCode(403);
        cookie().header("Origin", EVIL).body("{}").post("/api/v1/users").then().statusCode(403);

        cookie().header("Origin", ownOrigin())
                .body(CHANGE)
                .post("/api/v1/auth/password")
                .then()
                .statusCode(204);
    }

    @Test
    void readingNeedsNoOrigin() {
        cookie().get("/api/v1/auth/me").then().statusCode(200).body("username", equalTo("browser"));
    }

    @Test
    void aTokenNeedsNoOrigin() {
        given().auth()
                .oauth2(token)
                .header("Origin", EVIL)
                .contentType(ContentType.JSON)
                .body(CHANGE)
                .post("/api/v1/auth/password")
                .then()
                .statusCode(204);
    }

    @Test
    void aFormIsNoJsonWhenItComesWithTheCookie() {
        var body = "{\"current\": \"correct horse\", \"new\": \"battery staple\"}";
        given().cookie("session", token)
                .header("Origin", ownOrigin())
                .contentType("application/x-www-form-urlencoded")
                .body(body)
                .post("/api/v1/auth/password")
                .then()
                .statusCode(415)
                .body("error_code", equalTo("validation.unsupported_media_type"));
        given().auth()
                .oauth2(token)
                .contentType("application/x-www-form-urlencoded")
                .body(body)
                .post("/api/v1/auth/password")
                .then()
                .statusCode(204);
    }

    @Test
    void aForeignPageLogsNobodyIn() {
        var login = Map.of("username", "browser", "password", "correct horse");

        given().contentType(ContentType.JSON)
                .header("Origin", EVIL)
                .body(login)
                .post("/api/v1/auth/login")
                .then()
                .statusCode(403);
        given().contentType(ContentType.JSON)
                .header("Origin", ownOrigin())
                .body(login)
                .post("/api/v1/auth/login")
                .then()
                .statusCode(200);
    }

    private RequestSpecification cookie() {
        return given().cookie("session", token).contentType(ContentType.JSON);
    }

    private static String ownOrigin() {
        return "http://localhost:" + RestAssured.port;
    }
}
