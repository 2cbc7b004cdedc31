package io.golden.auth.user;

import static io.golden.auth.Http.as;
import static io.golden.auth.Http.token;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.golden.test.Servers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may administer whom. */
@QuarkusTest
class UserAccessTest {
    private static final String PASSWORD = "quite another horse";

    private String admin = "";

    @BeforeEach
    void logIn() {
        Servers.redis().command("FLUSHALL");
        admin = token("admin", "admin123");
    }

    @Test
    void onlyWhoManagesUsersMay() {
        var observer = token("observer", "obs123");
        var id = UUID.randomUUID();
        for (var answer : List.of(
                as(observer).get("/api/v1/users"),
                as(observer).get("/api/v1/users/" + id),
                as(observer).body("{}").post("/api/v1/users"),
                as(observer).body("{}").patch("/api/v1/users/" + id),
                as(observer).delete("/api/v1/users/" + id),
                as(observer).post("/api/v1/users/" + id + "/unlock"))) {
            answer.then().statusCode(403).body("message", equalTo("Insufficient permissions"));
        }
        given().get("/api/v1/users").then().statusCode(401);
        as(admin).get("/api/v1/users/" + id).then().statusCode(404);
        as(admin).body("{}").patch("/api/v1/users/" + id).then().statusCode(404);
        as(admin).delete("/api/v1/users/" + id).then().statusCode(404);
        as(admin).post("/api/v1/users/" + id + "/unlock").then().statusCode(404);
        as(admin).get("/api/v1/users/no-id").then().statusCode(400);
    }

    @Test
    void anAdminOfOneTenantManagesNobodyElses() {
        create("emma", "admin", List.of("emma-inc")).then().statusCode(201);
        var stranger = create("fred", "observer", List.of("acme")).<String>path("id");
        var emma = token("emma", PASSWORD);

        as(emma).get("/api/v1/users").then().statusCode(200).body("username", contains("emma"));
        as(emma).get("/api/v1/users/" + stranger).then().statusCode(404);
        as(emma).body(Map.of("enabled", false))
                .patch("/api/v1/users/" + stranger)
                .then()
                .statusCode(404);
        as(emma).delete("/api/v1/users/" + stranger).then().statusCode(404);
        as(emma).body(request("gus", "observer", List.of("acme"), "gus@example.org"))
                .post("/api/v1/users")
                .then()
                .statusCode(403);
        as(emma).body(request("gus", "observer", List.of("*"), "gus@example.org"))
                .post("/api/v1/users")
                .then()
                .statusCode(403);
        var own = new HashMap<>(request("gus", "observer", List.of(), "gus@example.org"));
        own.remove("tenants");
        as(emma).body(own).post("/api/v1/users").then().statusCode(201).body("tenants", contains("emma-inc"));
    }

    private Response create(String username, String role, List<String> tenants) {
        return as(admin)
                .body(request(username, role, tenants, username + "@example.org"))
                .post("/api/v1/users");
    }

    private static Map<String, Object> request(String username, String role, List<String> tenants, String email) {
        return Map.of("username", username, "email", email, "password", PASSWORD, "role", role, "tenants", tenants);
    }
}
