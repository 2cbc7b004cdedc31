package io.golden.auth.account;

import io.golden.auth.ClientLimit;
import io.golden.auth.refusal.Refusals;
import io.golden.commons.caller.CurrentCaller;
import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import io.golden.commons.ratelimit.RateLimited;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;

/** OAuth 2 client credentials. Limited by address and client, once the body has told which. */
@Path("/api/v1/auth/token")
final class TokenResource {
    private static final int REQUESTS_PER_MINUTE = 60;

    private final ClientCredentials clients;
    private final ClientLimit limit;
    private final Refusals refusals;
    private final CurrentCaller caller;

    TokenResource(ClientCredentials clients, ClientLimit limit, Refusals refusals, CurrentCaller caller) {
        this.clients = clients;
        this.limit = limit;
        this.refusals = refusals;
        this.caller = caller;
    }

    @POST
    @PermitAll
    @RateLimited(perMinute = 0)
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<TokenResponse> json(
            TokenRequest request,
            @HeaderParam(HttpHeaders.AUTHORIZATION) Optional<String> authorization,
            @Context HttpServerResponse response) {
        return grant(request == null ? new TokenRequest(null, null, null, null) : request, authorization, response);
    }

    @POST
    @PermitAll
    @RateLimited(perMinute = 0)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_FORM_URLENCODED,
                            schema = @Schema(implementation = TokenRequest.class)))
    public Uni<TokenResponse> form(
            String form,
            @HeaderParam(HttpHeaders.AUTHORIZATION) Optional<String> authorization,
            @Context HttpServerResponse response) {
        return grant(TokenRequest.ofForm(form), authorization, response);
    }

    private Uni<TokenResponse> grant(
            TokenRequest request, Optional<String> authorization, HttpServerResponse response) {
        var basic = Credentials.ofHeader(authorization);
        var credentials = request.credentials(basic);
        return limit.hold(credentials.clientId(), REQUESTS_PER_MINUTE)
                .chain(() -> clients.grant(credentials))
                .chain(found -> found.map(token -> Uni.createFrom().item(token))
                        .orElseGet(() -> refuse(credentials, basic.isPresent(), response)));
    }

    /** RFC 6749, 5.2: who came by the header is told of its scheme. */
    private Uni<TokenResponse> refuse(Credentials credentials, boolean byHeader, HttpServerResponse response) {
        if (byHeader) {
            response.putHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"golden\"");
        }
        return refusals.client(credentials.clientId(), caller.address()).map(_ -> {
            throw ApiException.of(ErrorCode.INVALID_CREDENTIALS, "auth.invalid_credentials: Invalid credentials");
        });
    }
}
