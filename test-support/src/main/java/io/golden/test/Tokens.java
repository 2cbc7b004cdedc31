package io.golden.test;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Access tokens as auth-service signs them, with a key of the tests. Each method returns a changed copy.
 *
 * <pre>{@code Tokens.user("alice", "operator", Permission.BUDGET_VIEW).tenants("acme").sign()}</pre>
 */
public final class Tokens {
    private static final String KID = "test-key";

    private final String kid;
    private final Map<String, Object> claims;
    private final Map<String, Object> header;

    private Tokens(String kid, Map<String, Object> claims) {
        this(kid, claims, Map.of("alg", "RS256", "typ", "JWT", "kid", kid));
    }

    private Tokens(String kid, Map<String, Object> claims, Map<String, Object> header) {
        this.kid = kid;
        this.claims = claims;
        this.header = header;
    }

    /** A person with a role and these permissions, for all tenants, valid for 15 minutes. */
    public static Tokens user(String name, String role, String... permissions) {
        return of(name, role, permissions);
    }

    /** An agent that may claim and vote as {@code agentRole}, with an agent's permissions. */
    public static Tokens agent(String name, String agentRole) {
        return of(
                        name,
                        "agent",
                        "work.claim",
                        "review.vote",
                        "budget.spend",
                        "sandbox.execute",
                        "learning.propose",
                        "learning.view",
                        "escalation.create",
                        "event.write",
                        "task.view",
                        "agent.view",
                        "metrics.view",
                        "review.view",
                        "event.view",
                        "error.view")
                .claim("agent_roles", List.of(agentRole));
    }

    /** One of Golden's own services. */
    public static Tokens service(String name, String... permissions) {
        return of(name, "service", permissions);
    }

    private static Tokens of(String name, String role, String... permissions) {
        var now = Instant.now().getEpochSecond();
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", "golden");
        claims.put("aud", "golden");
        claims.put("sub", name);
        claims.put("upn", name);
        claims.put("role", role);
        claims.put("permissions", List.of(permissions));
        claims.put("tenants", List.of("*"));
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("iat", now);
        claims.put("exp", now + 900);
        return new Tokens(KID, claims);
    }

    /** Only these tenants. */
    public Tokens tenants(String... names) {
        return claim("tenants", List.of(names));
    }

    /** Expires so long from now; a negative duration has expired. */
    public Tokens expiresIn(Duration time) {
        return claim("exp", Instant.now().plus(time).getEpochSecond());
    }

    /** Another value of any claim. */
    public Tokens claim(String name, Object value) {
        var changed = new LinkedHashMap<>(claims);
        changed.put(name, value instanceof Collection<?> many ? List.copyOf(many) : value);
        return new Tokens(kid, changed, header);
    }

    /** Another value of a parameter of the header, such as {@code crit}. */
    public Tokens header(String name, Object value) {
        var changed = new LinkedHashMap<>(header);
        changed.put(name, value);
        return new Tokens(kid, claims, changed);
    }

    /** Without a parameter of the header. */
    public Tokens withoutHeader(String name) {
        var changed = new LinkedHashMap<>(header);
        changed.remove(name);
        return new Tokens(kid, claims, changed);
    }

    /** Without a claim. */
    public Tokens without(String name) {
        var changed = new LinkedHashMap<>(claims);
        changed.remove(name);
        return new Tokens(kid, changed, header);
    }

    /** Names a key that is not published, and is signed with it. */
    public Tokens unknownKey() {
        return new Tokens("unknown-key", claims);
    }

    /** The token, for {@code Authorization: Bearer}. */
    public String sign() {
        return SigningKey.named(kid).sign(header, claims);
    }

    /** Names the published key, but is signed with another: a forgery. */
    public String forge() {
        return SigningKey.named("forger").sign(header, claims);
    }

    /** Signed as HS256, with the published key as the secret. */
    public String signWithPublicKeyAsSecret() {
        return SigningKey.named(kid).hmac(claims);
    }

    /** With {@code alg} none and no signature. */
    public String unsigned() {
        return SigningKey.unsigned(kid, claims);
    }

    /** The published keys, as {@code /.well-known/jwks.json} serves them. */
    static String jwks() {
        return SigningKey.named(KID).jwks();
    }
}
