package io.golden.auth.account;

import io.golden.auth.ClientLimit;
import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import io.golden.commons.ratelimit.RateLimited;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;

/** OAuth 2 client credentials. Limited by address and client, once the body has told which. */
@Path("/api/v1/auth/token")
final class TokenResource {
    private static final int REQUESTS_PER_MINUTE = 60;

    private final ClientCredentials clients;
    private final ClientLimit limit;

    TokenResource(ClientCredentials clients, ClientLimit limit) {
        this.clients = clients;
        this.limit = limit;
    }

    @POST
    @PermitAll
    @RateLimited(perMinute = 0)
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<TokenResponse> json(
            TokenRequest request, @HeaderParam(HttpHeaders.AUTHORIZATION) Optional<String> authorization) {
        return grant(request == null ? new TokenRequest(null, null, null, null) : request, authorization);
    }

    @POST
    @PermitAll
    @RateLimited(perMinute = 0)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<TokenResponse> form(
            @RestForm("grant_type") String grantType,
            @RestForm("client_id") String clientId,
            @RestForm("client_secret") String clientSecret,
            @RestForm("scope") String scope,
            @HeaderParam(HttpHeaders.AUTHORIZATION) Optional<String> authorization) {
        return grant(new TokenRequest(grantType, clientId, clientSecret, scope), authorization);
    }

    private Uni<TokenResponse> grant(TokenRequest request, Optional<String> authorization) {
        var credentials = request.credentials(Credentials.ofHeader(authorization));
        return limit.hold(credentials.clientId(), REQUESTS_PER_MINUTE)
                .chain(() -> clients.grant(credentials))
                .map(found -> found.orElseThrow(() -> ApiException.of(
                        ErrorCode.INVALID_CREDENTIALS, "auth.invalid_credentials: Invalid credentials")));
    }
}
