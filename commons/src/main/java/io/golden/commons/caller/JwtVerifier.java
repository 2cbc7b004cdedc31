package io.golden.commons.caller;

import io.golden.commons.configuration.ServiceSettings;
import io.golden.commons.metrics.CacheStats;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;

/** Verifies access tokens: RS256 by a published key, issuer, audience and expiry with 30 s of clock skew. */
@Singleton
class JwtVerifier implements TokenVerifier {
    private static final Logger LOG = Logger.getLogger(JwtVerifier.class);
    private static final int MAX_CHARACTERS = 16 * 1024;
    private static final int SKEW_SECONDS = 30;
    private static final AlgorithmConstraints RS256_ONLY =
            new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.RSA_USING_SHA256);

    private final PublicKeys keys;
    private final ServiceSettings settings;
    private final CacheStats stats;
    private final VerifiedTokens verifiedTokens;

    JwtVerifier(PublicKeys keys, ServiceSettings settings, CacheStats stats) {
        this.keys = keys;
        this.stats = stats;
        this.verifiedTokens = new VerifiedTokens(keys, Duration.ofSeconds(SKEW_SECONDS), Clock.systemUTC());
        this.settings = settings;
    }

    @Override
    public Optional<Caller> verify(String token) {
        return verified(token)
                .or(() -> keyId(token).flatMap(kid -> {
                    var key = keys.known(kid);
                    if (key.isEmpty()) {
                        // Fetched in the background, so that the message's next delivery finds it.
                        keys.find(kid)
                                .subscribe()
                                .with(found -> {}, failure -> LOG.debug("Public keys not fetched", failure));
                    }
                    return key.flatMap(known -> verify(token, kid, known));
                }));
    }

    /** The caller, or empty when the token is not valid; asks for an unknown key. Fails with 503 while no key was ever loaded. */
    Uni<Optional<Caller>> verifyAsking(String token) {
        var verified = verified(token);
        if (verified.isPresent()) {
            return Uni.createFrom().item(verified);
        }
        var kid = keyId(token);
        return kid.isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : keys.find(kid.get()).map(found -> found.flatMap(key -> verify(token, kid.get(), key)));
    }

    private Optional<Caller> verified(String token) {
        var caller = verifiedTokens.find(token);
        if (caller.isPresent()) {
            stats.hit();
        } else {
            stats.miss();
        }
        return caller;
    }

    private static Optional<String> keyId(String token) {
        if (token.length() > MAX_CHARACTERS) {
            return Optional.empty();
        }
        try {
            var signature = new JsonWebSignature();
            signature.setCompactSerialization(token);
            return AlgorithmIdentifiers.RSA_USING_SHA256.equals(signature.getAlgorithmHeaderValue())
                    ? Optional.ofNullable(signature.getKeyIdHeaderValue())
                    : Optional.empty();
        } catch (JoseException e) {
            return Optional.empty();
        }
    }

    private Optional<Caller> verify(String token, String kid, PublicKey key) {
        try {
            var caller = caller(consumer(key).processToClaims(token));
            caller.ifPresent(known -> verifiedTokens.keep(token, kid, key, known));
            return caller;
        } catch (InvalidJwtException e) {
            LOG.debugf("Token refused: %s", e.getErrorDetails());
            return Optional.empty();
        }
    }

    private JwtConsumer consumer(PublicKey key) {
        return new JwtConsumerBuilder()
                .setVerificationKey(key)
                .setJwsAlgorithmConstraints(RS256_ONLY)
                .setRequireExpirationTime()
                .setRequireSubject()
                .setExpectedIssuer(settings.jwtIssuer())
                .setExpectedAudience(settings.jwtAudience())
                .setAllowedClockSkewInSeconds(SKEW_SECONDS)
                .build();
    }

    private static Optional<Caller> caller(JwtClaims claims) {
        if (!(claims.getClaimValue("role") instanceof String role)
                || !(claims.getClaimValue("sub") instanceof String subject)
                || !(claims.getClaimValue("exp") instanceof Number expires)) {
            return Optional.empty();
        }
        return Optional.of(new Caller(
                subject,
                role,
                names(claims, "permissions"),
                Tenants.of(names(claims, "tenants")),
                names(claims, "agent_roles"),
                claims.getClaimValue("jti") instanceof String id ? id : "",
                Instant.ofEpochSecond(expires.longValue())));
    }

    private static Set<String> names(JwtClaims claims, String claim) {
        return claims.getClaimValue(claim) instanceof Collection<?> values
                ? values.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }
}
