package io.golden.auth.login;

import io.golden.auth.attempt.TooManyAttempts;
import io.golden.auth.session.Client;
import io.golden.auth.session.SessionCookies;
import io.golden.auth.session.SignedInResponse;
import io.golden.commons.caller.CurrentCaller;
import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import io.golden.commons.http.AllowedOrigins;
import io.golden.commons.ratelimit.RateLimited;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;

/** Login by password. Its limits are its own: they must know whether the password was right. */
@Path("/api/v1/auth/login")
@Produces(MediaType.APPLICATION_JSON)
final class LoginResource {
    private final Login login;
    private final SessionCookies cookies;
    private final CurrentCaller caller;
    private final AllowedOrigins origins;

    LoginResource(Login login, SessionCookies cookies, CurrentCaller caller, AllowedOrigins origins) {
        this.login = login;
        this.cookies = cookies;
        this.caller = caller;
        this.origins = origins;
    }

    @POST
    @PermitAll
    @RateLimited(perMinute = 0)
    public Uni<RestResponse<SignedInResponse>> login(
            @NotNull @Valid LoginRequest request,
            @HeaderParam(HttpHeaders.USER_AGENT) Optional<String> userAgent,
            @Context HttpServerRequest http) {
        // A page of somebody else's must not log a browser in as somebody else. Programs name no origin.
        if (http.getHeader("Origin") != null && !origins.mayWrite(http)) {
            throw ApiException.of(ErrorCode.FORBIDDEN, "A login from a web page needs an Origin that is allowed");
        }
        var client = Client.of(caller.address(), userAgent);
        return login.login(request.username(), request.password(), client).map(outcome -> switch (outcome) {
            case LoginOutcome.Success(var signedIn) -> cookies.response(signedIn);
            case LoginOutcome.InvalidCredentials() ->
                throw ApiException.of(ErrorCode.INVALID_CREDENTIALS, "auth.invalid_credentials: Invalid credentials");
            case LoginOutcome.Locked(var remaining) -> throw TooManyAttempts.of(remaining);
        });
    }
}
