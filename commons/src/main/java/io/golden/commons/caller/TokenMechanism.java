package io.golden.commons.caller;

import io.golden.commons.correlation.Correlation;
import io.golden.commons.http.AllowedOrigins;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.Permission;
import java.util.Set;

/** Turns the bearer token or the browser's cookie into the caller with its permissions. */
@ApplicationScoped
class TokenMechanism implements HttpAuthenticationMechanism {
    /** The identity's attribute that holds the {@link Caller}. */
    static final String CALLER = "golden.caller";

    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final JwtVerifier verifier;
    private final AllowedOrigins origins;

    TokenMechanism(JwtVerifier verifier, AllowedOrigins origins) {
        this.verifier = verifier;
        this.origins = origins;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext rc, IdentityProviderManager providers) {
        return switch (Credentials.of(rc.request())) {
            case Credentials.Bearer(var token) -> identity(token);
            case Credentials.Cookie(var token) ->
                READS.contains(rc.request().method()) || origins.mayWrite(rc.request())
                        ? identity(token)
                        : Uni.createFrom().failure(new ForeignPageException());
            case Credentials.None() -> Uni.createFrom().nullItem();
        };
    }

    private Uni<SecurityIdentity> identity(String token) {
        return verifier.verifyAsking(token)
                .map(verified ->
                        verified.map(TokenMechanism::identityOf).orElseThrow(AuthenticationFailedException::new));
    }

    private static SecurityIdentity identityOf(Caller caller) {
        Correlation.find().ifPresent(found -> found.withUser(caller.subject()).attach());
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(caller.subject()))
                .addRole(caller.role())
                .addPermissionChecker(permission -> Uni.createFrom().item(may(caller, permission)))
                .addAttribute(CALLER, caller)
                .build();
    }

    /** Permissions of the suite have no actions. Looked up when asked for: most requests ask for one of many. */
    private static boolean may(Caller caller, Permission permission) {
        return permission.getActions() == null && caller.may(permission.getName());
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext rc) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
    }
}
