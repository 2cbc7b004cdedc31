package io.golden.auth.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.golden.auth.Http;
import io.golden.test.Servers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AuditApiTest {
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");

    @Inject
    Sealer sealer;

    @Inject
    ChainGuard guard;

    private static String admin = "";

    @BeforeEach
    void empty() {
        Servers.redis().command("FLUSHALL");
        admin = admin.isEmpty() ? Http.token("admin", "admin123") : admin;
        leaveNothing();
    }

    @AfterEach
    void leaveNothing() {
        Chain.reset();
        guard.forget();
    }

    @Test
    void aLoginIsFoundByWhatItIs() {
        Http.login("operator", "wrong");

        var rows = search("action=auth.login.fail&user_id=operator");

        assertThat(rows).hasSize(1);
        var row = get("/api/v1/audit?user_id=operator").jsonPath().getMap("[0]");
        assertThat(row)
                .containsEntry("action", "auth.login.fail")
                .containsEntry("resource_type", "user")
                .containsEntry("resource_id", "operator")
                .containsEntry("service", "auth-service")
                .containsKeys("id", "role", "details", "request_id", "source_ip", "created_at");
        assertThat(row.get("details").toString()).isEqualTo("{reason=wrong_password}");
    }

    @ParameterizedTest
    @CsvSource({
        "user_id=alice,3",
        "user_id=bob,0",
        "action=budget.limit.set,3",
        "action=budget.*,3",
        "action=auth.*,0",
        "resource_type=budget_limit,3",
        "resource_type=task,0",
        "since=2020-01-01T00:00:00Z,3",
        "since=2999-01-01T00:00:00Z,0",
        "until=2020-01-01T00:00:00Z,0",
        "user_id=alice&action=budget.limit.set&limit=2,2"
    })
    void filters(String query, int found) {
        Chain.write(3);

        assertThat(search(query)).hasSize(found);
    }

    @Test
    void aResourceIsFoundWithOrWithoutItsType() {
        var id = Chain.write(2).getFirst();

        assertThat(search("resource_id=acme/" + id)).containsExactly(id.toString());
        assertThat(search("resource_type=budget_limit&resource_id=acme/" + id)).containsExactly(id.toString());
        assertThat(search("resource_type=task&resource_id=acme/" + id)).isEmpty();
    }

    /** All in one instant, so that only the id orders them, and more while somebody pages. */
    @Test
    void pagesNeitherSkipNorRepeat() {
        Chain.write(25);
        Chain.force("update audit.audit_log set created_at = date_trunc('second', now() - interval '1 minute')");
        var expected = new HashSet<>(search("limit=1000"));
        var seen = new ArrayList<String>();

        var url = "/api/v1/audit?limit=7";
        while (!url.isEmpty()) {
            var page = get(url);
            seen.addAll(page.jsonPath().getList("id", String.class));
            Chain.write(1);
            var next = NEXT.matcher(String.valueOf(page.header("Link")));
            url = next.find() ? next.group(1) : "";
        }

        assertThat(seen).doesNotHaveDuplicates().hasSize(25);
        assertThat(new HashSet<>(seen)).isEqualTo(expected);
        assertThat(get("/api/v1/audit?count=true&limit=1&user_id=alice").header("X-Total-Count"))
                .isEqualTo(Long.toString(Servers.postgres().number("select count(*) from audit.audit_log")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?limit=0",
                "?limit=1001",
                "?since=yesterday",
                "?cursor=x",
                "?user_id=%00",
                "/verify?since=1",
                "/verify?cursor=-x"
            })
    void badParametersAreNamed(String query) {
        var answer = get("/api/v1/audit" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("error_code")).isEqualTo("validation.invalid_request");
        assertThat(answer.jsonPath().getString("message")).matches("(limit|since|cursor|user_id): .*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/audit", "/api/v1/audit/verify"})
    void othersMayNotLook(String path) {
        assertThat(given().get(path).statusCode()).isEqualTo(401);
        assertThat(given().auth()
                        .oauth2(Http.token("operator", "operator123"))
                        .get(path)
                        .statusCode())
                .isEqualTo(403);
    }

    /** An admin of one tenant sees that tenant's rows, and cannot prove what is everybody's. */
    @Test
    void tenantsAreKeptApart() {
        Chain.write(1);
        var id = UUID.randomUUID();
        Chain.force("""
                insert into audit.audit_log (id, user_id, role, action, resource_type, resource_id, details, service)
                values ('%s', 'bob', 'operator', 'task.create', 'task', '1', '{"tenant_id": "acme"}', 'x')""".formatted(id));
        Servers.postgres().execute("""
                insert into auth.users (id, username, email, password_hash, role, tenants)
                select gen_random_uuid(), 'acme-admin', 'a@example.org', password_hash, 'admin', '{acme}'
                from auth.users where username = 'admin' on conflict do nothing""");
        var token = Http.token("acme-admin", "admin123");

        var seen = given().auth().oauth2(token).get("/api/v1/audit");

        assertThat(seen.jsonPath().getList("id", String.class)).containsExactly(id.toString());
        assertThat(given().auth().oauth2(token).get("/api/v1/audit/verify").statusCode())
                .isEqualTo(403);
    }

    @Test
    void theChainIsProven() {
        Chain.write(5);
        sealer.round();
        Chain.write(1);

        var found = get("/api/v1/audit/verify").jsonPath();

        assertThat(found.getBoolean("valid")).isTrue();
        assertThat(found.getInt("checked")).isEqualTo(5);
        assertThat(found.getList("problems")).isEmpty();
        assertThat(found.getString("sealed_until")).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat(get("/api/v1/audit/verify?since=2999-01-01T00:00:00Z")
                        .jsonPath()
                        .getInt("checked"))
                .isZero();
        assertThat(get("/api/v1/audit/verify?cursor=1").jsonPath().getInt("checked"))
                .isZero();
    }

    private List<String> search(String query) {
        var answer = get("/api/v1/audit?" + query);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.jsonPath().getList("id", String.class);
    }

    private Response get(String url) {
        return given().urlEncodingEnabled(false).auth().oauth2(admin).get(url);
    }
}
