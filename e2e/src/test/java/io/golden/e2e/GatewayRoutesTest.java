package io.golden.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every route of the gateway reaches its service, with and without {@code /api/v1}. */
@Journey
class GatewayRoutesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/auth/me",
                "/budget/state?tenant_id=default&project_id=e2e",
                "/dlq?limit=1",
                "/dlq/stats",
                "/tasks?limit=1",
                "/tasks/stats",
                "/agents",
                "/circuit-breakers",
                "/reviews?limit=1",
                "/escalations?limit=1",
                "/sandbox/languages"
            })
    void a_path_works_with_and_without_its_prefix(String path) {
        var full = Api.admin().get("/api/v1" + path);
        var alias = Api.admin().get(path);

        assertThat(full.status()).as("%s", full.raw().body()).isEqualTo(200);
        assertThat(alias.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"/health,200", "/,200", "/docs,200", "/docs/start.js,200", "/.well-known/jwks.json,200", "/nothing,404"
    })
    void public_pages_need_no_login(String path, int status) {
        var answer = Api.anonymous("GET", path, "");

        assertThat(answer.status()).as("%s", answer.raw().body()).isEqualTo(status);
    }

    @Test
    void the_health_of_the_suite_names_every_service() {
        var health = Api.anonymous("GET", "/health", "").ok();

        assertThat(health.path("status").asText()).isEqualTo("healthy");
        assertThat(Suite.SERVICES)
                .allSatisfy(service -> assertThat(
                                health.path("services").path(service).asText())
                        .isEqualTo("healthy"));
        assertThat(health.path("components").has("cache")).isTrue();
        assertThat(health.path("components").has("external_services")).isTrue();
    }

    @Test
    void a_client_on_this_machine_reads_all_metrics_and_a_proxied_one_does_not() {
        var direct = Api.send(Api.request("GET", "/metrics", ""));
        var proxied = Api.send(Api.request("GET", "/metrics", "").header("X-Forwarded-For", "203.0.113.7"));

        assertThat(direct.statusCode()).isEqualTo(200);
        assertThat(Suite.SERVICES)
                .allSatisfy(service -> assertThat(direct.body()).contains("service=\"" + service + "\""));
        assertThat(proxied.statusCode()).isEqualTo(401);
    }

    @Test
    void an_unknown_token_is_refused_with_the_envelope() {
        var answer = Api.send(Api.request("GET", "/api/v1/tasks", "").header("Authorization", "Bearer nonsense"));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("\"error_code\":\"auth.unauthorized\"", "\"request_id\":");
    }

    @Test
    void circuit_breakers_are_listed_and_reset() {
        var list = Api.admin().get("/api/v1/circuit-breakers").ok();
        var reset = Api.admin()
                .post("/api/v1/circuit-breakers/reset_all", java.util.Map.of())
                .ok();
        var forbidden = Api.developer().post("/api/v1/circuit-breakers/reset_all", java.util.Map.of());

        assertThat(list.toString()).contains("sandbox", "budget");
        assertThat(reset.path("status").asText()).isEqualTo("success");
        assertThat(forbidden.status()).isEqualTo(403);
    }
}
