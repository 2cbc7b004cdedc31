package io.golden.auth.session;

import static io.golden.auth.Http.login;
import static io.golden.auth.Http.me;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;

import io.golden.test.Servers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SessionListTest {
    private static final String SESSIONS = "/api/v1/auth/sessions";

    private String mine = "";
    private String other = "";
    private String admin = "";

    @BeforeEach
    void threeLogins() {
        Servers.redis().command("FLUSHALL");
        Servers.postgres().execute("update auth.sessions set revoked_at = now() where revoked_at is null");
        other = tokenOf(login("observer", "obs123"));
        mine = tokenOf(login("observer", "obs123"));
        admin = tokenOf(login("admin", "admin123"));
    }

    private static String tokenOf(Response login) {
        return login.then().statusCode(200).extract().path("token");
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token);
    }

    private static JsonPath list(String token) {
        return as(token).get(SESSIONS).then().statusCode(200).extract().jsonPath();
    }

    private static String current(String token) {
        return list(token).getString("find { it.current }.id");
    }

    @Test
    void iSeeMySessionsNewestFirst() {
        var sessions = list(mine);

        assertThat(sessions.getList("current", Boolean.class)).containsExactly(true, false);
        assertThat(sessions.getMap("[0]").keySet())
                .containsExactlyInAnyOrder(
                        "id",
                        "user_id",
                        "ip_address",
                        "user_agent",
                        "created_at",
                        "last_activity",
                        "expires_at",
                        "current");
        assertThat(sessions.getString("[0].ip_address")).isEqualTo("127.0.0.1");
        as(mine).get(SESSIONS + "/" + current(mine)).then().statusCode(200).body("current", is(true));
    }

    @Test
    void pagesNeitherSkipNorRepeat() {
        var first = as(mine).get(SESSIONS + "?limit=1&count=true");
        var link = first.header("Link");
        var next = as(mine).get(link.substring(1, link.indexOf('>')));

        assertThat(first.header("X-Total-Count")).isEqualTo("2");
        assertThat(first.jsonPath().getString("[0].id")).isEqualTo(current(mine));
        assertThat(next.jsonPath().getString("[0].id")).isEqualTo(current(other));
        as(mine).get(SESSIONS + "?limit=0").then().statusCode(400);
    }

    @Test
    void aSessionThatIsEndedIsRefusedAtOnceAndListedNoMore() {
        as(mine).delete(SESSIONS + "/" + current(other)).then().statusCode(204);

        me(other).then().statusCode(401);
        me(mine).then().statusCode(200);
        assertThat(list(mine).getList("id")).hasSize(1);
    }

    @Test
    void allOfThemEndTheCurrentOneToo() {
        var answer = as(mine).delete(SESSIONS);

        answer.then().statusCode(204);
        assertThat(answer.detailedCookie("session").getMaxAge()).isZero();
        me(mine).then().statusCode(401);
        me(other).then().statusCode(401);
        me(admin).then().statusCode(200);
    }

    @Test
    void anAdminOfSomeTenantsSeesNobodyOfOthers() {
        // given: an admin of one tenant, and a session of somebody of all
        as(admin)
                .contentType("application/json")
                .body(Map.of(
                        "username",
                        "edna",
                        "email",
                        "edna@example.org",
                        "password",
                        "edna's own password",
                        "role",
                        "admin",
                        "tenants",
                        List.of("edna-inc")))
                .post("/api/v1/users");
        var edna = tokenOf(login("edna", "edna's own password"));
        var session = current(mine);
        var user = list(mine).getString("[0].user_id");

        for (var path : List.of("?user_id=" + user, "/" + session + "?user_id=" + user)) {
            as(edna).get(SESSIONS + path).then().statusCode(404);
            as(edna).delete(SESSIONS + path).then().statusCode(404);
        }
        as(admin).get(SESSIONS + "?user_id=" + UUID.randomUUID()).then().statusCode(404);
        as(admin).delete(SESSIONS + "?user_id=" + UUID.randomUUID()).then().statusCode(404);
        me(mine).then().statusCode(200);
    }

    @Test
    void anothersSessionsAreForWhoMayManageUsers() {
        var user = list(mine).getString("[0].user_id");
        var adminId = list(admin).getString("[0].user_id");

        as(admin).get(SESSIONS + "?user_id=" + user).then().statusCode(200).body("user_id", everyItem(is(user)));
        as(mine).get(SESSIONS + "?user_id=" + user).then().statusCode(200);
        as(mine).get(SESSIONS + "?user_id=" + adminId).then().statusCode(403);
        as(mine).delete(SESSIONS + "?user_id=" + adminId).then().statusCode(403);
        as(mine).get(SESSIONS + "?user_id=nonsense").then().statusCode(400);
        as(admin)
                .delete(SESSIONS + "/" + current(other) + "?user_id=" + user)
                .then()
                .statusCode(204);
        me(other).then().statusCode(401);
        as(admin).delete(SESSIONS + "?user_id=" + user).then().statusCode(204);
        me(mine).then().statusCode(401);
        assertThat(Servers.postgres().number("""
                                select count(*) from audit.audit_log
                                where action = 'auth.session.revoke' and user_id = 'admin' and resource_id = 'all'""")).isPositive();
    }

    @Test
    void whatIsNotMineIsNotThere() {
        as(mine).get(SESSIONS + "/" + current(admin)).then().statusCode(404);
        as(mine).delete(SESSIONS + "/" + current(admin)).then().statusCode(404);
        as(mine).get(SESSIONS + "/" + UUID.randomUUID()).then().statusCode(404);
        me(admin).then().statusCode(200);
        given().get(SESSIONS).then().statusCode(401);
    }
}
