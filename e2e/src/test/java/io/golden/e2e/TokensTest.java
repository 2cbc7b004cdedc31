package io.golden.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tokens in the whole suite, with every replica of every service verifying them. */
@Journey
class TokensTest {
    /** A second is what it may take; how loaded this machine is nobody knows, so the time is printed. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @Test
    void a_logout_is_known_to_every_replica() {
        var login = Api.anonymous("POST", "/api/v1/auth/login", """
                {"username": "admin", "password": "admin123"}""").ok();
        var token = login.path("token").asText();
        assertThat(Everywhere.answering(200, token)).hasSize(Everywhere.PATHS.size() * Suite.replicas());

        var logout =
                Api.send(Api.request("POST", "/api/v1/auth/logout", "").header("Authorization", "Bearer " + token));
        var began = System.nanoTime();

        assertThat(logout.statusCode()).isEqualTo(204);
        List<String> believing;
        do {
            believing = Everywhere.believing(token);
        } while (!believing.isEmpty() && System.nanoTime() - began < PATIENCE.toNanos());
        assertThat(believing).isEmpty();
        System.out.printf(
                "revoked everywhere after at most %d ms%n",
                Duration.ofNanos(System.nanoTime() - began).toMillis());
    }

    /** New tokens all the while, each shown to every replica of every service; and one of the old key, until the end. */
    @Test
    void a_rotation_of_the_signing_key_fails_no_request() {
        var agents = Agents.credentials();
        var old = Agents.token(agents.getFirst());
        var oldKey = keyOf(old);
        var rotation = Api.admin().post("/api/v1/auth/keys/rotate", Map.of()).ok();
        var until = soon(Instant.parse(rotation.path("signs_from").asText())).plusSeconds(8);

        var refused = new ArrayList<String>();
        var tokens = 0;
        var keys = new ArrayList<String>();
        while (Instant.now().isBefore(until)) {
            var token = Agents.token(agents.get(tokens % agents.size()));
            tokens++;
            keys.add(keyOf(token));
            refused.addAll(Everywhere.answering(401, token));
            refused.addAll(Everywhere.answering(401, old));
            Api.pause(Duration.ofMillis(250));
        }

        assertThat(refused).isEmpty();
        assertThat(keys).contains(oldKey, rotation.path("kid").asText()).last().isNotEqualTo(oldKey);
        System.out.printf(
                "%d tokens, %d requests during the rotation%n",
                tokens, tokens * 2 * Everywhere.PATHS.size() * Suite.replicas());
    }

    @Test
    void a_token_of_100_KB_is_a_401_through_the_gateway_and_more_is_a_400() {
        var long100 = Api.sendPatiently(
                Api.request("GET", "/api/v1/tasks", "").header("Authorization", "Bearer " + "x".repeat(100_000)));
        var tooLong = Api.sendPatiently(
                Api.request("GET", "/api/v1/tasks", "").header("Authorization", "Bearer " + "x".repeat(200_000)));

        assertThat(long100.statusCode()).isEqualTo(401);
        assertThat(long100.body()).contains("\"error_code\":\"auth.unauthorized\"");
        assertThat(tooLong.statusCode()).isEqualTo(400);
    }

    /** Nobody waits three minutes for a test: what is further away is brought near. The rest is as it always is. */
    private static Instant soon(Instant signsFrom) {
        var near = Instant.now().plusSeconds(25);
        if (signsFrom.isBefore(near)) {
            return signsFrom;
        }
        var seconds = 8;
        Database.rows("""
                update auth.signing_keys set sign_from = now() + make_interval(secs => ?)
                where state = 'published' and unpublish_at is null returning kid""", (double) seconds);
        return Instant.now().plusSeconds(seconds);
    }

    private static String keyOf(String token) {
        try {
            var header = Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.')));
            return Api.JSON.readTree(header).path("kid").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
