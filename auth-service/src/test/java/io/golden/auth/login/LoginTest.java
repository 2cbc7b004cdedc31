package io.golden.auth.login;

import static io.golden.auth.Http.login;
import static io.golden.auth.Http.me;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.golden.auth.TestUsers;
import io.golden.test.Servers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(
        value = Servers.class,
        scope = TestResourceScope.GLOBAL,
        initArgs = @ResourceArg(name = "service", value = "auth"))
class LoginTest {
    @ParameterizedTest
    @CsvSource({
        "admin, admin123, admin",
        "operator, operator123, operator",
        "developer, dev123, developer",
        "observer, obs123, observer"
    })
    void theDemoUsersLogIn(String username, String password, String role) {
        var response = login(username, password);

        var body = response.then().statusCode(200).extract().jsonPath();
        assertThat(body.getMap("").keySet())
                .containsExactlyInAnyOrder(
                        "token", "token_type", "expires_in", "refresh_token", "role", "permissions", "user");
        assertThat(body.getString("token_type")).isEqualTo("Bearer");
        assertThat(body.getInt("expires_in")).isEqualTo(900);
        assertThat(body.getString("role")).isEqualTo(role);
        assertThat(body.getMap("user").keySet()).containsExactlyInAnyOrder("id", "username", "email");
        assertThat(body.getString("user.username")).isEqualTo(username);
    }

    @Test
    void theTokenSaysWhoMayDoWhat() {
        var body = login("operator", "operator123").jsonPath();

        var parts = body.getString("token").split("\\.", -1);
        var header = json(parts[0]);
        var claims = json(parts[1]);

        assertThat(header.getString("alg")).isEqualTo("RS256");
        assertThat(header.getString("kid")).isNotBlank();
        assertThat(claims.getString("sub")).isEqualTo("operator");
        assertThat(claims.getString("upn")).isEqualTo("operator");
        assertThat(claims.getString("iss")).isEqualTo("golden");
        assertThat(claims.getString("aud")).isEqualTo("golden");
        assertThat(claims.getString("role")).isEqualTo("operator");
        assertThat(claims.getList("permissions")).isEqualTo(body.getList("permissions"));
        assertThat(claims.getList("tenants")).isEqualTo(List.of("*"));
        assertThat(claims.getString("jti")).isNotBlank();
        assertThat(claims.getLong("exp") - claims.getLong("iat")).isEqualTo(900);
    }

    @Test
    void twoCookiesAreSet() {
        var response = login("developer", "dev123");

        var session = response.detailedCookie("session");
        assertThat(session.getValue()).isEqualTo(response.jsonPath().getString("token"));
        assertThat(session.isHttpOnly()).isTrue();
        assertThat(session.isSecured()).isTrue();
        assertThat(session.getSameSite()).isEqualTo("Strict");
        assertThat(session.getMaxAge()).isEqualTo(900);
        var refresh = response.detailedCookie("refresh");
        assertThat(refresh.getValue()).isEqualTo(response.jsonPath().getString("refresh_token"));
        assertThat(refresh.getPath()).isEqualTo("/api/v1/auth/refresh");
        assertThat(refresh.isHttpOnly()).isTrue();
        assertThat(refresh.isSecured()).isTrue();
        assertThat(refresh.getSameSite()).isEqualTo("Strict");
        assertThat(refresh.getMaxAge()).isEqualTo(3600);
        assertThat(response.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void theCookieIsAsGoodAsTheToken() {
        var token = login("observer", "obs123").cookie("session");

        given().cookie("session", token)
                .get("/api/v1/auth/me")
                .then()
                .statusCode(200)
                .body("username", equalTo("observer"));
    }

    @Test
    void aNameMayBeCapitalised() {
        login(" Observer ", "obs123").then().statusCode(200).body("user.username", equalTo("observer"));
    }

    @ParameterizedTest
    @CsvSource({"operator, wrong", "operator, ''", "nobody-1, admin123"})
    void whoeverIsWrongLearnsNothing(String username, String password) {
        login(username, password)
                .then()
                .statusCode(401)
                .body("error_code", equalTo("auth.invalid_credentials"))
                .body("message", equalTo("auth.invalid_credentials: Invalid credentials"));
    }

    @Test
    void aNameWithANulIsNobodys() {
        login("nobody\0", "x").then().statusCode(401);
    }

    @Test
    void aPasswordIsNotCutAtSeventyTwoBytes() {
        TestUsers.create("long-password", "a".repeat(72), "observer");

        login("long-password", "a".repeat(73)).then().statusCode(401);
        login("long-password", "a".repeat(72)).then().statusCode(200);
    }

    @Test
    void aDisabledUserIsRefusedLikeAnyOther() {
        TestUsers.create("disabled", "correct horse", "observer");
        Servers.postgres().execute("update auth.users set enabled = false where username = 'disabled'");

        login("disabled", "correct horse")
                .then()
                .statusCode(401)
                .body("message", equalTo("auth.invalid_credentials: Invalid credentials"));
    }

    @Test
    void bothMissingFieldsAreNamed() {
        given().contentType(ContentType.JSON)
                .body(Map.of("username", " "))
                .post("/api/v1/auth/login")
                .then()
                .statusCode(422)
                .body("error_code", equalTo("validation.unprocessable_entity"))
                .body("details.errors.field", contains("password", "username"));
    }

    @Test
    void everyAttemptIsAudited() {
        login("audited", "wrong");
        TestUsers.create("audited", "correct horse", "developer");
        login("audited", "correct horse").then().statusCode(200);

        var rows = Servers.postgres().query("""
                        select action, role, details ->> 'reason' as reason
                        from audit.audit_log where user_id = 'audited' order by created_at""");

        assertThat(rows).hasSize(2);
        assertThat(rows.getFirst()).containsEntry("action", "auth.login.fail").containsEntry("reason", "unknown_user");
        assertThat(rows.getLast()).containsEntry("action", "auth.login.success").containsEntry("role", "developer");
    }

    @Test
    void meShowsWhoIAm() {
        var token = login("developer", "dev123").jsonPath().getString("token");

        var body = me(token).then().statusCode(200).extract().jsonPath();

        assertThat(body.getString("username")).isEqualTo("developer");
        assertThat(body.getString("email")).contains("@");
        assertThat(body.getString("role")).isEqualTo("developer");
        assertThat(body.getList("tenants")).isEqualTo(List.of("*"));
        assertThat(body.getList("permissions", String.class))
                .contains("task.create")
                .doesNotContain("budget.spend");
    }

    private static JsonPath json(String part) {
        return new JsonPath(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
    }
}
