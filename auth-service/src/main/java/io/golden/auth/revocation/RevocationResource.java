package io.golden.auth.revocation;

import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import io.golden.commons.ratelimit.RateLimited;
import io.golden.commons.wire.RevocationList;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.jboss.resteasy.reactive.Cache;

/** What is revoked, for every verifier inside; the gateway does not route it. */
@Path("/api/v1/auth/revocations")
final class RevocationResource {
    private final RevocationLog log;

    RevocationResource(RevocationLog log) {
        this.log = log;
    }

    @GET
    @PermitAll
    @RateLimited(perMinute = 0)
    @Cache(noStore = true)
    public Uni<RevocationList> since(@QueryParam("since") @DefaultValue("0") String since) {
        var cursor = RevocationCursor.parse(since)
                .orElseThrow(() -> ApiException.of(
                        ErrorCode.INVALID_REQUEST, "since: must be 0 or the `next` of an earlier answer"));
        return log.since(cursor);
    }
}
