package io.golden.auth.key;

import io.golden.commons.ratelimit.RateLimited;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.jboss.resteasy.reactive.Cache;

/** The public keys, for every verifier. */
@Path("/.well-known/jwks.json")
final class JwksResource {
    private static final int CACHE_SECONDS = 60;

    private final SigningKeys keys;

    JwksResource(SigningKeys keys) {
        this.keys = keys;
    }

    @GET
    @PermitAll
    @RateLimited(perMinute = 0)
    @Cache(maxAge = CACHE_SECONDS)
    public Jwks keys() {
        return new Jwks(keys.published());
    }

    record Jwks(List<Jwk> keys) {}
}
