package io.golden.auth.account;

import static io.golden.auth.Http.me;
import static io.golden.test.Eventually.eventually;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.golden.auth.permission.RolePermissions;
import io.golden.test.Servers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
class TokenTest {
    private static final String SECRET = "a secret of at least thirty-two characters";

    @Inject
    FirstAccounts accounts;

    @Inject
    ObjectMapper json;

    @TempDir
    Path folder;

    @BeforeEach
    void accounts() throws IOException {
        upsert(SECRET);
    }

    @Test
    void anAgentGetsATokenForJson() {
        var body = given().contentType(ContentType.JSON)
                .body(Map.of("client_id", "developer-1", "client_secret", SECRET))
                .post("/api/v1/auth/token")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(body.getString("token_type")).isEqualTo("Bearer");
        assertThat(body.getInt("expires_in")).isEqualTo(900);
        assertThat(body.getList("permissions")).isEqualTo(RolePermissions.ofAccount("agent", "developer-1"));
        var me = me(body.getString("access_token"))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(me.getString("username")).isEqualTo("developer-1");
        assertThat(me.getString("role")).isEqualTo("agent");
        assertThat(me.getList("agent_roles")).isEqualTo(List.of("developer"));
        assertThat(me.getMap("").keySet()).doesNotContain("email");
    }

    @Test
    void aServiceGetsATokenForAForm() {
        var body = form("orchestrator-service", SECRET);

        assertThat(body.getString("role")).isEqualTo("service");
        assertThat(body.getList("permissions", String.class))
                .contains("budget.spend")
                .doesNotContain("work.claim");
    }

    @Test
    void credentialsMayComeByHttpBasic() {
        given().auth()
                .preemptive()
                .basic("developer-1", SECRET)
                .formParam("grant_type", "client_credentials")
                .post("/api/v1/auth/token")
                .then()
                .statusCode(200)
                .body("role", equalTo("agent"));
    }

    @Test
    void aWrongSecretAndAnUnknownClientAreTheSame() {
        for (var client : List.of("developer-1", "nobody", "no\0body")) {
            given().contentType(ContentType.JSON)
                    .body(Map.of("client_id", client, "client_secret", "wrong"))
                    .post("/api/v1/auth/token")
                    .then()
                    .statusCode(401)
                    .body("message", equalTo("auth.invalid_credentials: Invalid credentials"));
        }
    }

    @Test
    void aBrokenFormIsTheSendersMistake() {
        for (var form : List.of("client_id=%zz", "%", "a%2", "x=%zz&client_id=a", "a=b&client_id=%e0%zz")) {
            given().contentType("application/x-www-form-urlencoded")
                    .body(form)
                    .post("/api/v1/auth/token")
                    .then()
                    .statusCode(400)
                    .body("error_code", equalTo("validation.invalid_request"));
        }
    }

    @Test
    void aFormSaysWhatALetterIsByAnEscape() {
        given().contentType("application/x-www-form-urlencoded")
                .body("grant_type=client%5Fcredentials&client_id=developer%2D1&client_secret="
                        + SECRET.replace(' ', '+'))
                .post("/api/v1/auth/token")
                .then()
                .statusCode(200);
    }

    @Test
    void aRefusalIsWrittenAndNamesTheSchemeToWhoCameByIt() {
        var name = "refused-" + System.nanoTime();

        given().auth()
                .preemptive()
                .basic(name, "wrong")
                .formParam("grant_type", "client_credentials")
                .post("/api/v1/auth/token")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Basic realm=\"golden\"");

        assertThat(Servers.postgres()
                        .number(
                                "select count(*) from audit.audit_log where action = 'auth.token.fail' and resource_id = ?",
                                name))
                .isEqualTo(1);
    }

    @Test
    void aDisabledAccountGetsNothing() {
        Servers.postgres().execute("update auth.service_accounts set enabled = false where name = 'developer-1'");
        try {
            given().contentType(ContentType.JSON)
                    .body(Map.of("client_id", "developer-1", "client_secret", SECRET))
                    .post("/api/v1/auth/token")
                    .then()
                    .statusCode(401);
        } finally {
            Servers.postgres().execute("update auth.service_accounts set enabled = true");
        }
    }

    @Test
    void everyMissingFieldIsNamed() {
        given().contentType(ContentType.JSON)
                .body(Map.of("grant_type", "password"))
                .post("/api/v1/auth/token")
                .then()
                .statusCode(422)
                .body("details.errors.field", contains("grant_type", "client_id", "client_secret"));
    }

    @Test
    void manyReplicasReadTheFileAtOnce() throws Exception {
        try (var pool = Executors.newFixedThreadPool(8)) {
            var starts = new ArrayList<Future<?>>();
            for (int i = 0; i < 8; i++) {
                var secret = SECRET + (i % 2);
                starts.add(pool.submit(() -> {
                    upsert(secret);
                    return null;
                }));
            }
            for (var start : starts) {
                start.get();
            }
        }

        assertThat(Servers.postgres()
                        .number("select count(*) from auth.service_accounts where name = 'orchestrator-service'"))
                .isEqualTo(1);
    }

    @Test
    void aNewSecretInTheFileReplacesTheOldOne() throws IOException {
        upsert("another secret of at least thirty-two characters");

        assertThat(form("developer-1", "another secret of at least thirty-two characters")
                        .getString("access_token"))
                .isNotBlank();
    }

    @Test
    void whatTheFileChangesIsRevokedAndWhatItRepeatsIsNot() throws IOException {
        var token = form("developer-1", SECRET).getString("access_token");
        upsert(SECRET);
        me(token).then().statusCode(200);

        upsert("yet another secret of thirty-two characters");

        eventually(() -> me(token).then().statusCode(401));
        me(form("developer-1", "yet another secret of thirty-two characters").getString("access_token"))
                .then()
                .statusCode(200);
    }

    @Test
    void theFileIsChecked() throws IOException {
        var file = Files.writeString(folder.resolve("bad.json"), """
                [{"name": "x", "role": "service", "client_secret": "guess-me"}]""");

        assertThatThrownBy(() -> AccountsFile.read(file, json))
                .hasMessageStartingWith("SERVICE_ACCOUNTS_FILE must be")
                .hasMessageNotContaining("guess-me");
        assertThatThrownBy(() -> AccountsFile.read(folder.resolve("missing.json"), json))
                .hasMessageContaining("cannot be read");
    }

    private void upsert(String secret) throws IOException {
        var file = Files.createTempFile(folder, "accounts", ".json");
        Files.writeString(file, """
                [{"name": "orchestrator-service", "role": "service", "tenants": ["*"], "client_secret": "%1$s"},
                 {"name": "developer-1", "role": "agent", "agent_roles": ["developer"], "client_secret": "%1$s"}]
                """.formatted(secret));
        accounts.upsert(AccountsFile.read(file, json)).await().atMost(Duration.ofSeconds(10));
    }

    private static JsonPath form(String client, String secret) {
        return given().formParam("grant_type", "client_credentials")
                .formParam("client_id", client)
                .formParam("client_secret", secret)
                .post("/api/v1/auth/token")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
