package io.golden.auth.session;

import static io.golden.auth.Http.login;
import static io.golden.auth.Http.me;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.golden.test.Servers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SessionTest {
    private String refreshToken = "";
    private String token = "";

    @BeforeEach
    void logIn() {
        Servers.redis().command("FLUSHALL");
        var body = login("developer", "dev123").then().statusCode(200).extract().jsonPath();
        refreshToken = body.getString("refresh_token");
        token = body.getString("token");
    }

    @Test
    void aRefreshTokenGivesBothTokensAnew() {
        var body = refresh(refreshToken).then().statusCode(200).extract().jsonPath();

        assertThat(body.getString("refresh_token")).isNotEqualTo(refreshToken);
        assertThat(body.getString("token")).isNotEqualTo(token);
        assertThat(body.getString("user.username")).isEqualTo("developer");
        me(body.getString("token")).then().statusCode(200);
    }

    @Test
    void theCookieIsAsGoodAsTheBody() {
        byCookie(ownOrigin()).then().statusCode(200).body("role", equalTo("developer"));
    }

    @Test
    void aPageOfAnotherOriginCannotUseTheCookie() {
        byCookie("https://evil.example").then().statusCode(403).body("error_code", equalTo("auth.forbidden"));

        refresh(refreshToken).then().statusCode(200);
    }

    @Test
    void aBrowsersPlainFetchRefreshesWithNeitherBodyNorType() throws Exception {
        var request = HttpRequest.newBuilder(URI.create(ownOrigin() + "/api/v1/auth/refresh"))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Cookie", "session=%s; refresh=%s".formatted(token, refreshToken))
                .header("Origin", ownOrigin())
                .POST(HttpRequest.BodyPublishers.noBody());
        try (var browser = HttpClient.newHttpClient()) {
            var answer = browser.send(request.build(), HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

    @Test
    void oneSessionMayBeRefreshedThirtyTimesAMinute() {
        var statuses = new ArrayList<Integer>();
        for (int i = 0; i < 300 && !statuses.contains(429); i++) {
            statuses.add(refresh(refreshToken).statusCode());
        }
        var another = login("developer", "dev123").jsonPath().getString("refresh_token");

        assertThat(statuses.subList(0, 30)).doesNotContain(429);
        assertThat(statuses).contains(429);
        refresh(another).then().statusCode(200);
    }

    @Test
    void theClientsOwnRetryGetsTheSameSuccessor() {
        var first = refresh(refreshToken).jsonPath().getString("refresh_token");
        var again = refresh(refreshToken).jsonPath().getString("refresh_token");

        assertThat(again).isEqualTo(first);
    }

    @Test
    void manyRefreshesAtOnceMakeOneSuccessor() throws Exception {
        var successors = new HashSet<String>();
        try (var pool = Executors.newFixedThreadPool(16)) {
            var calls = new ArrayList<Future<String>>();
            for (int i = 0; i < 16; i++) {
                calls.add(pool.submit(() -> refresh(refreshToken).jsonPath().getString("refresh_token")));
            }
            for (var call : calls) {
                successors.add(call.get());
            }
        }

        assertThat(successors).hasSize(1).doesNotContainNull();
    }

    @Test
    void aTokenOfLongAgoEndsTheFamily() {
        var second = refresh(refreshToken).jsonPath().getString("refresh_token");
        var third = refresh(second).then().statusCode(200).extract().jsonPath().getString("refresh_token");
        Servers.postgres().execute("""
                        update auth.sessions
                        set rotations = array(select moment - interval '11 seconds' from unnest(rotations) as moment)""");

        refresh(refreshToken).then().statusCode(401);

        refresh(third).then().statusCode(401).body("error_code", equalTo("auth.unauthorized"));
    }

    @Test
    void anInventedTokenEndsNobodysSession() {
        var invented = RefreshToken.parse(refreshToken).orElseThrow();
        var forged = new RefreshToken(invented.sessionId(), 0, Buffer.buffer(new byte[32])).text();

        refresh(forged).then().statusCode(401);

        refresh(refreshToken).then().statusCode(200);
    }

    @Test
    void whatIsNoTokenIsRefused() {
        refresh("nonsense").then().statusCode(401);
        given().post("/api/v1/auth/refresh").then().statusCode(401);
    }

    @Test
    void aSessionIdleForTooLongHasEnded() {
        Servers.postgres().execute("update auth.sessions set expires_at = now() - interval '1 second'");

        refresh(refreshToken).then().statusCode(401);
    }

    @Test
    void aBrowserMayBeIdleForAnHour() {
        Servers.postgres().execute("update auth.sessions set last_activity = now() - interval '61 minutes'");

        byCookie(ownOrigin()).then().statusCode(401);

        refresh(refreshToken).then().statusCode(200);
    }

    @Test
    void aDisabledUserRefreshesNothing() {
        Servers.postgres().execute("update auth.users set enabled = false where username = 'developer'");
        try {
            refresh(refreshToken).then().statusCode(401);
        } finally {
            Servers.postgres().execute("update auth.users set enabled = true where username = 'developer'");
        }
    }

    @Test
    void logoutEndsTheSessionAndItsCookies() {
        var response = given().auth().oauth2(token).post("/api/v1/auth/logout");

        response.then().statusCode(204);
        assertThat(response.detailedCookie("session").getMaxAge()).isZero();
        assertThat(response.detailedCookie("refresh").getMaxAge()).isZero();
        refresh(refreshToken).then().statusCode(401);
        assertThat(Servers.postgres()
                        .number(
                                """
                                select count(*) from audit.audit_log
                                where action = 'auth.logout' and user_id = 'developer' and resource_id = ?""",
                                RefreshToken.parse(refreshToken)
                                        .orElseThrow()
                                        .sessionId()
                                        .toString()))
                .isEqualTo(1);
    }

    @Test
    void whoIsNotLoggedInCannotLogOut() {
        given().post("/api/v1/auth/logout").then().statusCode(401);
    }

    private Response byCookie(String origin) {
        return given().cookie("refresh", refreshToken).header("Origin", origin).post("/api/v1/auth/refresh");
    }

    private static String ownOrigin() {
        return "http://localhost:" + RestAssured.port;
    }

    private static Response refresh(String token) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("refresh_token", token))
                .post("/api/v1/auth/refresh");
    }
}
