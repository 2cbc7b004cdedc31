package io.golden.auth.account;

import static io.golden.auth.Http.as;
import static io.golden.auth.Http.token;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import io.golden.test.Servers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AccountAdminTest {
    private String admin = "";

    @BeforeEach
    void logIn() {
        Servers.redis().command("FLUSHALL");
        admin = token("admin", "admin123");
    }

    @Test
    void aNewAgentGetsTokensInItsName() {
        var created = create("coder-7", "agent", List.of("developer"));

        created.then()
                .statusCode(201)
                .header("Location", "/api/v1/service-accounts/" + created.path("id"))
                .body("role", equalTo("agent"))
                .body("agent_roles", contains("developer"));
        var secret = created.<String>path("client_secret");
        assertThat(secret).hasSizeGreaterThanOrEqualTo(43);
        var granted = grant(created.path("client_id"), secret);
        granted.then().statusCode(200).body("permissions", hasItems("work.claim"));
        as(granted.path("access_token"))
                .get("/api/v1/auth/me")
                .then()
                .body("username", equalTo("coder-7"))
                .body("tenants", contains("acme"))
                .body("agent_roles", contains("developer"));
        as(admin)
                .get("/api/v1/service-accounts/" + created.path("id"))
                .then()
                .statusCode(200)
                .body("client_secret", nullValue());
        assertThat(Servers.postgres()
                        .number(
                                "select count(*) from audit.audit_log where action = 'auth.service_account.create' and resource_id = ?",
                                created.<String>path("id")))
                .isEqualTo(1);
    }

    @Test
    void theSecretIsShownOnce() {
        var key = UUID.randomUUID().toString();
        var body = Map.of("name", "coder-8", "role", "agent", "tenants", List.of("acme"));
        var first = as(admin).header("Idempotency-Key", key).body(body).post("/api/v1/service-accounts");
        var secret = first.<String>path("client_secret");

        var again = as(admin).header("Idempotency-Key", key).body(body).post("/api/v1/service-accounts");

        again.then()
                .statusCode(201)
                .header("Idempotent-Replayed", "true")
                .body("id", equalTo(first.path("id")))
                .body("client_secret", nullValue());
        assertThat(Servers.postgres()
                        .number(
                                "select count(*) from auth.idempotency_keys where result::text like ?",
                                "%" + secret + "%"))
                .isZero();
        grant("coder-8", secret).then().statusCode(200);
    }

    @Test
    void aDeletedAccountGetsNothing() {
        var created = create("coder-9", "agent", List.of());
        var revoked = Servers.postgres().number("select count(*) from auth.revocations where kind = 'account'");

        as(admin)
                .delete("/api/v1/service-accounts/" + created.path("id"))
                .then()
                .statusCode(204);

        grant("coder-9", created.path("client_secret")).then().statusCode(401);
        assertThat(Servers.postgres().number("select count(*) from auth.revocations where kind = 'account'"))
                .isEqualTo(revoked + 1);
        as(admin)
                .delete("/api/v1/service-accounts/" + created.path("id"))
                .then()
                .statusCode(404);
        create("coder-9", "agent", List.of()).then().statusCode(201);
    }

    @Test
    void everyFailingFieldIsNamed() {
        as(admin)
                .body(Map.of("name", " ", "role", "king", "agent_roles", List.of("no blanks"), "tenant", "x"))
                .post("/api/v1/service-accounts")
                .then()
                .statusCode(422)
                .body("details.errors.field", hasItems("tenant", "name", "role", "agent_roles[0]"));
        create("biller", "service", List.of("developer"))
                .then()
                .statusCode(422)
                .body("details.errors.field", contains("agent_roles"));
    }

    @Test
    void oneNameIsOneAccountAndNoUsers() {
        create("coder-10", "agent", List.of()).then().statusCode(201);

        create("Coder-10", "agent", List.of()).then().statusCode(409).body("error_code", equalTo("state.conflict"));
        create("Observer", "agent", List.of()).then().statusCode(409);
    }

    @Test
    void listsArePaged() {
        for (int i = 0; i < 3; i++) {
            create("lister-" + i, "service", List.of()).then().statusCode(201);
        }

        var first = as(admin).get("/api/v1/service-accounts?role=service&limit=2&count=true");

        first.then().statusCode(200).body("name", contains("lister-2", "lister-1"));
        assertThat(Integer.parseInt(first.header("X-Total-Count"))).isGreaterThanOrEqualTo(3);
        var next = first.header("Link").replaceAll("<(.*)>.*", "$1");
        as(admin).urlEncodingEnabled(false).get(next).then().statusCode(200).body("name", hasItem("lister-0"));
        as(admin).get("/api/v1/service-accounts?role=admin").then().statusCode(400);
    }

    @Test
    void onlyWhoManagesUsersMay() {
        var operator = token("operator", "operator123");
        var id = UUID.randomUUID();
        as(operator).get("/api/v1/service-accounts").then().statusCode(403);
        as(operator).get("/api/v1/service-accounts/" + id).then().statusCode(403);
        as(operator).body("{}").post("/api/v1/service-accounts").then().statusCode(403);
        as(operator).delete("/api/v1/service-accounts/" + id).then().statusCode(403);
        as(admin).get("/api/v1/service-accounts/" + id).then().statusCode(404);
    }

    private Response create(String name, String role, List<String> agentRoles) {
        return as(admin)
                .body(Map.of("name", name, "role", role, "agent_roles", agentRoles, "tenants", List.of("acme")))
                .post("/api/v1/service-accounts");
    }

    private static Response grant(String client, String secret) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("client_id", client, "client_secret", secret))
                .post("/api/v1/auth/token");
    }
}
