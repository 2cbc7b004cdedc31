package io.golden.auth.session;

import io.golden.auth.ClientLimit;
import io.golden.commons.caller.CurrentCaller;
import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import io.golden.commons.http.AllowedOrigins;
import io.golden.commons.ratelimit.RateLimited;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;

/** Refresh and logout. */
@Path("/api/v1/auth")
@Produces(MediaType.APPLICATION_JSON)
final class SessionResource {
    private static final int REFRESHES_PER_MINUTE = 30;

    private final Sessions sessions;
    private final SessionCookies cookies;
    private final CurrentCaller caller;

    private final AllowedOrigins origins;
    private final ClientLimit limit;

    SessionResource(
            Sessions sessions,
            SessionCookies cookies,
            CurrentCaller caller,
            AllowedOrigins origins,
            ClientLimit limit) {
        this.sessions = sessions;
        this.cookies = cookies;
        this.caller = caller;
        this.origins = origins;
        this.limit = limit;
    }

    @POST
    @Path("/refresh")
    @PermitAll
    @RateLimited(perMinute = 0)
    public Uni<RestResponse<SignedInResponse>> refresh(
            RefreshRequest request,
            @CookieParam(SessionCookies.REFRESH) Optional<String> cookie,
            @Context HttpServerRequest http) {
        var body = Optional.ofNullable(request).map(RefreshRequest::refreshToken);
        if (body.isEmpty() && cookie.isPresent() && !origins.mayWrite(http)) {
            throw ApiException.of(ErrorCode.FORBIDDEN, "A write with a cookie needs an Origin that is allowed");
        }
        var text = body.or(() -> cookie).orElse("");
        var client = RefreshToken.parse(text).map(RefreshToken::sessionId).map(UUID::toString);
        return limit.hold(client.orElse(""), REFRESHES_PER_MINUTE)
                .chain(() -> sessions.refresh(text, body.isEmpty()))
                .map(signedIn -> signedIn.map(cookies::response).orElseThrow(SessionResource::refused));
    }

    @POST
    @Path("/logout")
    @Authenticated
    @APIResponse(responseCode = "204", description = "No Content")
    public Uni<RestResponse<Void>> logout() {
        return sessions.end(caller.get()).map(_ -> cookies.cleared());
    }

    private static ApiException refused() {
        return ApiException.of(ErrorCode.UNAUTHORIZED, "The refresh token is not valid");
    }

    record RefreshRequest(String refreshToken) {}
}
