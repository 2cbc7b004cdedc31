package io.golden.auth.session;

import io.golden.commons.caller.Credentials;
import io.golden.commons.caller.CurrentCaller;
import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import io.golden.commons.ratelimit.RateLimited;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;

/** Refresh and logout. */
@Path("/api/v1/auth")
final class SessionResource {
    private final Sessions sessions;
    private final SessionCookies cookies;
    private final CurrentCaller caller;

    SessionResource(Sessions sessions, SessionCookies cookies, CurrentCaller caller) {
        this.sessions = sessions;
        this.cookies = cookies;
        this.caller = caller;
    }

    @POST
    @Path("/refresh")
    @PermitAll
    @RateLimited(perMinute = 30)
    public Uni<RestResponse<SignedInResponse>> refresh(
            RefreshRequest request, @CookieParam(SessionCookies.REFRESH) Optional<String> cookie) {
        var body = Optional.ofNullable(request).map(RefreshRequest::refreshToken);
        var text = body.or(() -> cookie).orElse("");
        return sessions.refresh(text, body.isEmpty())
                .map(signedIn -> signedIn.map(cookies::response).orElseThrow(SessionResource::refused));
    }

    @POST
    @Path("/logout")
    @Authenticated
    public Uni<RestResponse<Void>> logout(@Context HttpServerRequest request) {
        return sessions.end(caller.get(), SessionClaim.of(Credentials.of(request)))
                .map(_ -> cookies.cleared());
    }

    private static ApiException refused() {
        return ApiException.of(ErrorCode.UNAUTHORIZED, "The refresh token is not valid");
    }

    record RefreshRequest(String refreshToken) {}
}
