package io.golden.auth.login;

import static io.golden.auth.Http.me;
import static io.golden.auth.Http.token;
import static io.restassured.RestAssured.get;
import static org.hamcrest.Matchers.equalTo;

import io.golden.auth.key.SigningKeys;
import io.golden.test.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WrongTokensTest {
    @Inject
    SigningKeys keys;

    @Test
    void aTokenMadeHereIsRight() {
        me(sign(claims().claim("aud", List.of("golden")))).then().statusCode(200);
    }

    @Test
    void nothingAtAllIsRefused() {
        get("/api/v1/auth/me").then().statusCode(401).body("error_code", equalTo("auth.unauthorized"));
    }

    @Test
    void wordsThatAreNoTokenAreRefused() {
        refused("not.a.token");
        refused("");
    }

    @Test
    void anExpiredTokenIsRefused() {
        refused(sign(claims().audience("golden").expiresAt(Instant.now().minus(Duration.ofSeconds(31)))));
    }

    @Test
    void aTokenForSomebodyElseIsRefused() {
        refused(sign(claims().audience("another")));
        refused(sign(claims()));
        refused(sign(claims().audience("golden").issuer("another")));
    }

    @Test
    void aTokenOfAnotherKeyIsRefused() {
        refused(Tokens.user("operator", "operator").sign());
    }

    @Test
    void aTokenWithoutKeyIdIsRefused() {
        refused(claims().audience("golden").jws().sign(keys.signer().key()));
    }

    @Test
    void anUnsignedTokenIsRefused() {
        var signed = token("operator", "operator123").split("\\.", -1);
        var none = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));

        refused(none + "." + signed[1] + ".");
        refused(none + "." + signed[1] + "." + signed[2]);
        refused(signed[0] + "." + signed[1] + ".");
    }

    @Test
    void aTokenSignedWithThePublicKeyAsASecretIsRefused() {
        var jwks = get("/.well-known/jwks.json").asString();

        refused(claims().audience("golden").jws().keyId(keys.signer().kid()).signWithSecret(jwks));
    }

    private String sign(JwtClaimsBuilder claims) {
        return claims.jws().keyId(keys.signer().kid()).sign(keys.signer().key());
    }

    private static JwtClaimsBuilder claims() {
        return Jwt.claims()
                .issuer("golden")
                .subject("operator")
                .claim("role", "operator")
                .claim("permissions", List.of())
                .claim("tenants", List.of("*"))
                .issuedAt(Instant.now())
                .expiresAt(Instant.now().plus(Duration.ofMinutes(1)));
    }

    private static void refused(String token) {
        me(token).then().statusCode(401).body("error_code", equalTo("auth.unauthorized"));
    }
}
