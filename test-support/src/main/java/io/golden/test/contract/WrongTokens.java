package io.golden.test.contract;

import io.golden.test.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tokens of every wrong kind. Apart from what is wrong with it each is one that a service under test believes. */
final class WrongTokens {
    private WrongTokens() {}

    static Map<String, String> all() {
        var wrong = new LinkedHashMap<String, String>();
        wrong.put("no token", "nonsense");
        wrong.put("unsigned, alg none", admin().unsigned());
        wrong.put("HS256 with the public key as secret", admin().signWithPublicKeyAsSecret());
        wrong.put("another's signature", admin().forge());
        wrong.put("an unknown key", admin().unknownKey().sign());
        wrong.put("alg RS512", admin().header("alg", "RS512").sign());
        wrong.put("a number for kid", admin().header("kid", 1).sign());
        wrong.put("a list for kid", admin().header("kid", List.of("a")).sign());
        wrong.put("a number for alg", admin().header("alg", 1).sign());
        wrong.put("a number for crit", admin().header("crit", 1).sign());
        wrong.put("without kid", admin().withoutHeader("kid").sign());
        wrong.put(
                "unknown crit",
                admin().header("crit", List.of("exp-golden"))
                        .header("exp-golden", true)
                        .sign());
        wrong.put("another issuer", admin().claim("iss", "somebody").sign());
        wrong.put("without issuer", admin().without("iss").sign());
        wrong.put("another audience", admin().claim("aud", "somebody").sign());
        wrong.put("without audience", admin().without("aud").sign());
        wrong.put("expired", admin().expiresIn(Duration.ofSeconds(-31)).sign());
        wrong.put("without expiry", admin().without("exp").sign());
        wrong.put(
                "not yet valid",
                admin().claim("nbf", Instant.now().plusSeconds(600).getEpochSecond())
                        .sign());
        wrong.put("without subject", admin().without("sub").sign());
        wrong.put("100 KB long", admin().claim("padding", "x".repeat(75_000)).sign());
        wrong.put("100 KB of nothing", "x".repeat(100_000));
        return wrong;
    }

    static Tokens admin() {
        return Tokens.user("mallory", "admin", "system.admin");
    }
}
