package io.golden.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/auth/revocations",
                "/auth/revocations",
                "/api/v1/auth/revocations;x=1",
                "/api/v1/auth;x=1/revocations",
                "/api/v1/auth/revocations%3bx=1",
                "/api/v1/auth/%72evocations",
                "/api/v1//auth/./revocations/"
            })
    void revocations_are_not_for_the_world(String path) {
        assertThat(Api.anonymous("GET", path, "").status()).isEqualTo(404);
    }

    @Test
    void what_the_gateway_answers_itself_has_the_headers_and_the_envelope_of_every_answer() {
        for (var path : List.of("/nothing", "/api/v1/tasks?limit=%zz", "/api/v1/tasks?name=" + "z".repeat(9_000))) {
            var answer = rawGet(path);

            assertThat(answer)
                    .contains("\"error_code\":\"", "\"request_id\":\"")
                    .containsIgnoringCase("\nX-Content-Type-Options: nosniff")
                    .containsIgnoringCase("\nX-Frame-Options: DENY")
                    .containsIgnoringCase("\nReferrer-Policy: no-referrer")
                    .containsIgnoringCase("\nContent-Security-Policy: default-src 'none'")
                    .containsIgnoringCase("\nX-Request-ID: ");
        }
    }

    /** What no client library sends: a broken escape. */
    private static String rawGet(String path) {
        var gateway = URI.create(Suite.url());
        try (var socket = new Socket(gateway.getHost(), gateway.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write("GET %s HTTP/1.1\r\nHost: golden\r\nConnection: close\r\n\r\n"
                            .formatted(path)
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
