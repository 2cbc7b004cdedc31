package io.golden.commons.caller;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.golden.test.Servers;
import io.golden.test.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
class JwtTest {
    @Inject
    TokenVerifier verifier;

    private static Tokens alice() {
        return Tokens.user("alice", "operator", "budget.spend", "budget.view");
    }

    private static int statusWith(String token) {
        return given().auth().oauth2(token).get("/api/v1/provoke/me").statusCode();
    }

    private static String base64(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    static Stream<Map.Entry<String, String>> badTokens() {
        var parts = alice().sign().split("\\.", -1);
        return Stream.of(
                Map.entry("no token", "nonsense"),
                Map.entry(
                        "expired a minute ago",
                        alice().expiresIn(Duration.ofMinutes(-1)).sign()),
                Map.entry("without exp", alice().without("exp").sign()),
                Map.entry("without aud", alice().without("aud").sign()),
                Map.entry("without sub", alice().without("sub").sign()),
                Map.entry("without role", alice().without("role").sign()),
                Map.entry("another audience", alice().claim("aud", "somebody").sign()),
                Map.entry("another issuer", alice().claim("iss", "somebody").sign()),
                Map.entry("a forgery", alice().forge()),
                Map.entry("a changed payload", parts[0] + "." + base64("{\"sub\":\"root\"}") + "." + parts[2]),
                Map.entry("alg none", base64("{\"alg\":\"none\",\"kid\":\"test-key\"}") + "." + parts[1] + "."),
                Map.entry("no kid", base64("{\"alg\":\"RS256\"}") + "." + parts[1] + "." + parts[2]),
                Map.entry(
                        "HS256", base64("{\"alg\":\"HS256\",\"kid\":\"test-key\"}") + "." + parts[1] + "." + parts[2]),
                Map.entry("larger than any of ours", "x".repeat(8000) + "." + parts[1] + "." + parts[2]));
    }

    @ParameterizedTest
    @MethodSource("badTokens")
    void aTokenThatIsNotOursIs401AndNoMessageIsBelievedWithIt(Map.Entry<String, String> bad) {
        assertThat(statusWith(bad.getValue())).isEqualTo(401);
        assertThat(verifier.verify(bad.getValue())).isEmpty();
    }

    @Test
    void aBadTokenIsNoObstacleOnAPublicRouteAnd401SaysHowToLogIn() {
        given().auth().oauth2("nonsense").get("/api/v1/provoke/exempt").then().statusCode(200);
        given().auth()
                .oauth2("nonsense")
                .get("/api/v1/provoke/me")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer")
                .body("error_code", equalTo("auth.unauthorized"));
    }

    @Test
    void clocksMayDifferByThirtySeconds() {
        assertThat(statusWith(alice().claim("iat", Instant.now().getEpochSecond() - 900)
                        .expiresIn(Duration.ofSeconds(-20))
                        .sign()))
                .isEqualTo(200);
    }

    @Test
    void theClaimsMakeTheCaller() {
        var token = Tokens.agent("developer-1", "developer")
                .tenants("acme", "globex")
                .sign();

        var caller = verifier.verify(token).orElseThrow();

        assertThat(caller.subject()).isEqualTo("developer-1");
        assertThat(caller.role()).isEqualTo("agent");
        assertThat(caller.agentRoles()).containsExactly("developer");
        assertThat(caller.may("work.claim")).isTrue();
        assertThat(caller.may("system.admin")).isFalse();
        assertThat(caller.tenants()).isEqualTo(Tenants.of(Set.of("acme", "globex")));
        assertThat(caller.tokenId()).isNotBlank();
    }

    @Test
    void aPermissionIsNotSpeltByItsBeginning() {
        var token =
                Tokens.user("eve", "operator", "budget", "budget.spend.more").sign();

        given().auth()
                .oauth2(token)
                .contentType("application/json")
                .body("{\"project_id\": \"p\", \"tokens\": 7}")
                .post("/api/v1/provoke/orders")
                .then()
                .statusCode(403)
                .body("message", equalTo("Insufficient permissions"));
    }

    /** Each with a key id of its own, as an attacker would; on a busy machine they take more than ten seconds. */
    @Test
    void aFloodOfInventedKeysCostsOneFetchInTenSeconds() {
        var parts = alice().sign().split("\\.", -1);
        int before = Servers.auth().jwksRequests();
        var began = Instant.now();
        for (int i = 0; i < 10_000; i++) {
            var token = base64("{\"alg\":\"RS256\",\"kid\":\"invented-" + i + "\"}") + "." + parts[1] + "." + parts[2];
            assertThat(verifier.verify(token)).isEmpty();
            if (i % 200 == 0) {
                assertThat(statusWith(token)).isEqualTo(401);
            }
        }

        var tens = Duration.between(began, Instant.now()).toSeconds() / 10;
        assertThat(Servers.auth().jwksRequests() - before).isLessThanOrEqualTo(2 + (int) tens);
    }

    @Test
    void withAuthDownTheKnownKeysGoOn() {
        assertThat(statusWith(alice().sign())).isEqualTo(200);
        Servers.auth().stop();
        try {
            assertThat(statusWith(alice().sign())).isEqualTo(200);
            assertThat(statusWith(alice().unknownKey().sign())).isEqualTo(401);
        } finally {
            Servers.auth().resume();
        }
    }

    @Test
    void bearerGoesBeforeTheCookie() {
        var subject = given().auth()
                .oauth2(alice().sign())
                .cookie("session", Tokens.user("bob", "operator").sign())
                .get("/api/v1/provoke/me")
                .jsonPath()
                .getString("subject");

        assertThat(subject).isEqualTo("alice");
    }
}
