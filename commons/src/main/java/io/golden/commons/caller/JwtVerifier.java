package io.golden.commons.caller;

import io.golden.commons.configuration.ServiceSettings;
import io.golden.commons.error.ApiException;
import io.golden.commons.metrics.CacheStats;
import io.golden.commons.revocation.RevokedTokens;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
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

/**
 * Verifies access tokens: RS256 by a published key, issuer, audience and expiry with 30 s of clock skew, not revoked.
 */
@Singleton
class JwtVerifier implements TokenVerifier {
    private static final Logger LOG = Logger.getLogger(JwtVerifier.class);
    private static final int MAX_CHARACTERS = 16 * 1024;
    private static final int SKEW_SECONDS = 30;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final AlgorithmConstraints RS256_ONLY =
            new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.RSA_USING_SHA256);

    private final PublicKeys keys;
    private final ServiceSettings settings;
    private final CacheStats stats;
    private final RevokedTokens revoked;
    private final VerifiedTokens verifiedTokens;

    JwtVerifier(PublicKeys keys, RevokedTokens revoked, ServiceSettings settings, CacheStats stats) {
        this.keys = keys;
        this.revoked = revoked;
        this.stats = stats;
        this.verifiedTokens = new VerifiedTokens(keys, revoked, Duration.ofSeconds(SKEW_SECONDS), Clock.systemUTC());
        this.settings = settings;
    }

    @Override
    public Optional<Caller> verify(String token) {
        if (!revoked.complete().isDone()) {
            return Optional.empty();
        }
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

    /**
     * The caller, or empty when the token is not valid; asks for an unknown key. Fails with 503 while no key was ever
     * loaded, or not yet what is revoked.
     */
    Uni<Optional<Caller>> verifyAsking(String token) {
        var verified = verified(token);
        if (verified.isPresent()) {
            return Uni.createFrom().item(verified);
        }
        var kid = keyId(token);
        return kid.isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : key(kid.get()).map(found -> found.flatMap(key -> verify(token, kid.get(), key)));
    }

    private Uni<Optional<PublicKey>> key(String kid) {
        var known = keys.known(kid);
        return known.isPresent() && revoked.complete().isDone()
                ? Uni.createFrom().item(known)
                : OwnContext.resume(keys.find(kid).call(this::untilRevocationsAreKnown));
    }

    /** Only in the first moments of a process, and for as long as auth-service has not answered it once. */
    private Uni<Void> untilRevocationsAreKnown() {
        return revoked.complete().isDone()
                ? Uni.createFrom().voidItem()
                : Uni.createFrom()
                        .completionStage(revoked.complete().copy())
                        .ifNoItem()
                        .after(PATIENCE)
                        .failWith(() -> ApiException.unavailable("Tokens cannot be verified yet", RETRY_AFTER));
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
            var header = signature.getHeaders();
            return AlgorithmIdentifiers.RSA_USING_SHA256.equals(header.getObjectHeaderValue("alg"))
                            && header.getObjectHeaderValue("kid") instanceof String kid
                    ? Optional.of(kid)
                    : Optional.empty();
        } catch (JoseException e) {
            return Optional.empty();
        }
    }

    private Optional<Caller> verify(String token, String kid, PublicKey key) {
        try {
            var caller = caller(consumer(key).processToClaims(token));
            return caller.filter(known -> verifiedTokens.keep(token, kid, key, known));
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
                Instant.ofEpochSecond(expires.longValue()),
                sessionId(claims),
                claims.getClaimValue("gen") instanceof Number generation ? generation.longValue() : 0));
    }

    private static Optional<UUID> sessionId(JwtClaims claims) {
        return claims.getClaimValue("sid") instanceof String id ? Optional.of(UUID.fromString(id)) : Optional.empty();
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
