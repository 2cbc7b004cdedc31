package io.golden.auth.login;

import io.golden.auth.session.Client;
import io.golden.auth.session.SessionCookies;
import io.golden.auth.session.SignedInResponse;
import io.golden.commons.caller.CurrentCaller;
import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import io.golden.commons.ratelimit.RateLimited;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;

/** Login by password. Its limits are its own: they must know whether the password was right. */
@Path("/api/v1/auth/login")
final class LoginResource {
    private static final long SECONDS_A_MINUTE = 60;

    private final Login login;
    private final SessionCookies cookies;
    private final CurrentCaller caller;

    LoginResource(Login login, SessionCookies cookies, CurrentCaller caller) {
        this.login = login;
        this.cookies = cookies;
        this.caller = caller;
    }

    @POST
    @PermitAll
    @RateLimited(perMinute = 0)
    public Uni<RestResponse<SignedInResponse>> login(
            @NotNull @Valid LoginRequest request, @HeaderParam(HttpHeaders.USER_AGENT) Optional<String> userAgent) {
        var client = Client.of(caller.address(), userAgent);
        return login.login(request.username(), request.password(), client).map(outcome -> switch (outcome) {
            case LoginOutcome.Success(var signedIn) -> cookies.response(signedIn);
            case LoginOutcome.InvalidCredentials() ->
                throw ApiException.of(ErrorCode.INVALID_CREDENTIALS, "auth.invalid_credentials: Invalid credentials");
            case LoginOutcome.Locked(var remaining) -> throw tooMany(remaining);
        });
    }

    static ApiException tooMany(Duration remaining) {
        var seconds = Math.max(1, Math.ceilDiv(remaining.toMillis(), 1000));
        var minutes = Math.ceilDiv(seconds, SECONDS_A_MINUTE);
        return ApiException.rateLimited(
                "rate_limit.exceeded: Too many login attempts. Try again in %d minutes".formatted(minutes),
                Duration.ofSeconds(seconds));
    }
}
