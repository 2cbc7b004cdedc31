package io.golden.auth.account;

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
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** OAuth 2 client credentials. */
@Path("/api/v1/auth/token")
final class TokenResource {
    private final ClientCredentials clients;

    TokenResource(ClientCredentials clients) {
        this.clients = clients;
    }

    @POST
    @PermitAll
    @RateLimited(perMinute = 60)
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<TokenResponse>> json(
            TokenRequest request, @HeaderParam(HttpHeaders.AUTHORIZATION) Optional<String> authorization) {
        return grant(request == null ? new TokenRequest(null, null, null, null) : request, authorization);
    }

    @POST
    @PermitAll
    @RateLimited(perMinute = 60)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<RestResponse<TokenResponse>> form(
            @RestForm("grant_type") String grantType,
            @RestForm("client_id") String clientId,
            @RestForm("client_secret") String clientSecret,
            @RestForm("scope") String scope,
            @HeaderParam(HttpHeaders.AUTHORIZATION) Optional<String> authorization) {
        return grant(new TokenRequest(grantType, clientId, clientSecret, scope), authorization);
    }

    private Uni<RestResponse<TokenResponse>> grant(TokenRequest request, Optional<String> authorization) {
        return clients.grant(request.credentials(Credentials.ofHeader(authorization)))
                .map(found -> found.orElseThrow(() -> ApiException.of(
                        ErrorCode.INVALID_CREDENTIALS, "auth.invalid_credentials: Invalid credentials")))
                .map(response -> ResponseBuilder.ok(response)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build());
    }
}
