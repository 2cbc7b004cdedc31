package io.golden.auth.user;

import static io.golden.auth.Http.as;
import static io.golden.auth.Http.login;
import static io.golden.auth.Http.refresh;
import static io.golden.auth.Http.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import io.golden.test.Servers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class UserAdminTest {
    private static final String PASSWORD = "quite another horse";

    private String admin = "";

    @BeforeEach
    void logIn() {
        Servers.redis().command("FLUSHALL");
        admin = token("admin", "admin123");
    }

    @Test
    void aNewUserLogsInWithTheRightsOfTheRole() {
        var created = create("ann", "developer", List.of("acme"));

        created.then()
                .statusCode(201)
                .header("Location", "/api/v1/users/" + created.path("id"))
                .body("username", equalTo("ann"))
                .body("tenants", contains("acme"))
                .body("enabled", equalTo(true))
                .body("must_change_password", equalTo(false));
        assertThat(created.asString()).doesNotContain(PASSWORD).doesNotContain("$2");
        login("ann", PASSWORD)
                .then()
                .statusCode(200)
                .body("role", equalTo("developer"))
                .body("permissions", hasItems("task.create"));
        assertAudited("auth.user.create", created.path("id"));
    }

    @Test
    void everyFailingFieldIsNamed() {
        as(admin)
                .body(Map.of(
                        "username", "no blanks", "email", "nowhere", "password", "short", "role", "king", "emial", 1))
                .post("/api/v1/users")
                .then()
                .statusCode(422)
                .body("details.errors.field", hasItems("emial", "username", "email", "password", "role"))
                .body("details.errors.message.join(' ')", containsString("email"));
    }

    @Test
    void oneNameAndOneAddressIsOnePerson() {
        create("ben", "observer", List.of("acme")).then().statusCode(201);

        create("BEN", "observer", List.of("acme"))
                .then()
                .statusCode(409)
                .body("error_code", equalTo("state.conflict"))
                .body("message", equalTo("The name BEN is taken"));
        as(admin)
                .body(request("ben-2", "observer", List.of("acme"), "Ben@example.org"))
                .post("/api/v1/users")
                .then()
                .statusCode(409)
                .body("message", equalTo("The email address Ben@example.org is taken"));
        as(admin)
                .body(Map.of("name", "Ben", "role", "agent", "tenants", List.of("acme")))
                .post("/api/v1/service-accounts")
                .then()
                .statusCode(409);
    }

    @Test
    void aRepeatedRequestMakesOneUser() {
        var key = UUID.randomUUID().toString();
        var first = idempotent(key, request("cleo", "observer", List.of("acme"), "cleo@example.org"));

        var again = idempotent(key, request("cleo", "observer", List.of("acme"), "cleo@example.org"));
        var other = new HashMap<>(request("cleo", "observer", List.of("acme"), "cleo@example.org"));
        other.put("password", "yet another horse");

        first.then().statusCode(201);
        again.then().statusCode(201).header("Idempotent-Replayed", "true").body("id", equalTo(first.path("id")));
        idempotent(key, other).then().statusCode(409).body("error_code", equalTo("idempotency.conflict"));
    }

    @Test
    void listsArePagedNewestFirst() {
        for (int i = 0; i < 3; i++) {
            create("dora-" + i, "operator", List.of("acme")).then().statusCode(201);
        }

        var first = as(admin).get("/api/v1/users?q=DORA&limit=2&count=true");
        first.then().statusCode(200).header("X-Total-Count", "3").body("username", contains("dora-2", "dora-1"));
        var next = first.header("Link").replaceAll("<(.*)>.*", "$1");
        as(admin).urlEncodingEnabled(false).get(next).then().statusCode(200).body("username", contains("dora-0"));
        as(admin).get("/api/v1/users?role=operator&q=dora").then().body("size()", equalTo(3));
        as(admin).get("/api/v1/users?enabled=false&q=dora").then().body("$", empty());
        for (var bad : List.of(
                "limit=0",
                "limit=1001",
                "cursor=x",
                "role=king",
                "enabled=maybe",
                "cursor=MjAyNi0wMS0wMVQwMDowMDowMFp8eA")) {
            as(admin).get("/api/v1/users?" + bad).then().statusCode(400);
        }
    }

    @Test
    void aChangedRoleNeedsNewTokens() {
        var id = create("hugo", "observer", List.of("acme")).<String>path("id");
        var session = login("hugo", PASSWORD).jsonPath();

        var revoked = revocations();
        as(admin)
                .body(Map.of("role", "operator"))
                .patch("/api/v1/users/" + id)
                .then()
                .statusCode(200);

        assertThat(revocations()).isEqualTo(revoked + 1);
        refresh(session.getString("refresh_token"))
                .then()
                .statusCode(200)
                .body("permissions", hasItems("budget.spend"));
        assertAudited("auth.user.update", id);
    }

    @Test
    void aChangedAddressEndsNothing() {
        var id = create("ida", "observer", List.of("acme")).<String>path("id");

        var revoked = revocations();
        as(admin)
                .body(Map.of("email", "ida@example.net", "role", "observer"))
                .patch("/api/v1/users/" + id)
                .then()
                .statusCode(200)
                .body("email", equalTo("ida@example.net"));

        assertThat(revocations()).isEqualTo(revoked);
    }

    @Test
    void aDisabledUserIsOut() {
        var id = create("jack", "observer", List.of("acme")).<String>path("id");
        var session = login("jack", PASSWORD).jsonPath();

        as(admin)
                .body(Map.of("enabled", false))
                .patch("/api/v1/users/" + id)
                .then()
                .statusCode(200);

        refresh(session.getString("refresh_token")).then().statusCode(401);
        login("jack", PASSWORD).then().statusCode(401);
        as(admin)
                .body(Map.of("enabled", true))
                .patch("/api/v1/users/" + id)
                .then()
                .statusCode(200);
        refresh(session.getString("refresh_token")).then().statusCode(401);
        login("jack", PASSWORD).then().statusCode(200);
    }

    @Test
    void aPasswordThatAnAdminSetsIsToBeChanged() {
        var id = create("kim", "developer", List.of("acme")).<String>path("id");
        var session = login("kim", PASSWORD).jsonPath();

        as(admin)
                .body(Map.of("password", "set by an admin"))
                .patch("/api/v1/users/" + id)
                .then()
                .statusCode(200)
                .body("must_change_password", equalTo(true));

        refresh(session.getString("refresh_token")).then().statusCode(401);
        login("kim", PASSWORD).then().statusCode(401);
        login("kim", "set by an admin").then().statusCode(200).body("permissions", empty());
        as(admin)
                .body(Map.of("password", "password123"))
                .patch("/api/v1/users/" + id)
                .then()
                .statusCode(422);
    }

    @Test
    void aDeletedUserIsGoneAndTheNameFree() {
        var id = create("lea", "observer", List.of("acme")).<String>path("id");
        var session = login("lea", PASSWORD).jsonPath();

        as(admin).delete("/api/v1/users/" + id).then().statusCode(204);

        as(admin).get("/api/v1/users/" + id).then().statusCode(404);
        refresh(session.getString("refresh_token")).then().statusCode(401);
        login("lea", PASSWORD).then().statusCode(401);
        create("lea", "observer", List.of("acme")).then().statusCode(201).body("id", not(equalTo(id)));
        assertAudited("auth.user.delete", id);
    }

    @Test
    void anAdminUnlocks() {
        var id = create("max", "observer", List.of("acme")).<String>path("id");
        for (int i = 0; i < 5; i++) {
            login("max", "wrong").then().statusCode(401);
        }
        login("max", PASSWORD).then().statusCode(429);

        as(admin).post("/api/v1/users/" + id + "/unlock").then().statusCode(204);

        login("max", PASSWORD).then().statusCode(200);
        assertAudited("auth.user.unlock", id);
    }

    private Response create(String username, String role, List<String> tenants) {
        return as(admin)
                .body(request(username, role, tenants, username + "@example.org"))
                .post("/api/v1/users");
    }

    private Response idempotent(String key, Map<String, Object> request) {
        return as(admin).header("Idempotency-Key", key).body(request).post("/api/v1/users");
    }

    private static Map<String, Object> request(String username, String role, List<String> tenants, String email) {
        return Map.of("username", username, "email", email, "password", PASSWORD, "role", role, "tenants", tenants);
    }

    private static long revocations() {
        return Servers.postgres().number("select count(*) from auth.revocations");
    }

    private static void assertAudited(String action, String id) {
        assertThat(Servers.postgres()
                        .number(
                                "select count(*) from audit.audit_log where user_id = 'admin' and action = ? and resource_id = ?",
                                action,
                                id))
                .isEqualTo(1);
    }
}
