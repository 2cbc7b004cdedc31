package io.golden.auth.token;

import io.golden.auth.key.SigningKeys;
import io.golden.commons.configuration.ServiceSettings;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/** Signs access tokens. */
@Singleton
public final class AccessTokens {
    private final SigningKeys keys;
    private final ServiceSettings settings;
    private final Duration ttl;
    private final Clock clock;

    @Inject
    AccessTokens(SigningKeys keys, ServiceSettings settings, TokenLife life) {
        this.keys = keys;
        this.settings = settings;
        this.ttl = life.ttl();
        this.clock = Clock.systemUTC();
    }

    /** A token that begins now; about a millisecond of RSA. */
    public AccessToken issue(Subject subject) {
        var now = clock.instant();
        var signer = keys.signer();
        var claims = Jwt.claims()
                .issuer(settings.jwtIssuer())
                .audience(settings.jwtAudience())
                .subject(subject.name())
                .upn(subject.name())
                .claim("jti", UUID.randomUUID().toString())
                .claim("role", subject.role())
                .claim("permissions", subject.permissions())
                .claim("tenants", subject.tenants())
                .claim("gen", subject.generation())
                .issuedAt(now)
                .expiresAt(now.plus(ttl));
        if (!subject.agentRoles().isEmpty()) {
            claims.claim("agent_roles", subject.agentRoles());
        }
        subject.sessionId().ifPresent(id -> claims.claim("sid", id));
        var token = claims.jws()
                .keyId(signer.kid())
                .algorithm(SignatureAlgorithm.RS256)
                .sign(signer.key());
        return new AccessToken(token, ttl.toSeconds());
    }
}
