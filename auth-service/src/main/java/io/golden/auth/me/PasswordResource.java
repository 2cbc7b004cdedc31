package io.golden.auth.me;

import io.golden.auth.attempt.TooManyAttempts;
import io.golden.commons.caller.CurrentCaller;
import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;

/** One's own password. */
@Path("/api/v1/auth/password")
final class PasswordResource {
    private static final Set<String> WITHOUT_PASSWORD = Set.of("agent", "service");

    private final OwnPassword password;
    private final CurrentCaller caller;

    PasswordResource(OwnPassword password, CurrentCaller caller) {
        this.password = password;
        this.caller = caller;
    }

    @POST
    @Authenticated
    @APIResponse(responseCode = "204", description = "No Content")
    public Uni<RestResponse<Void>> changePassword(@NotNull @Valid PasswordRequest request) {
        if (WITHOUT_PASSWORD.contains(caller.get().role())) {
            throw ApiException.of(ErrorCode.FORBIDDEN, "A service account has no password");
        }
        var session = caller.get().sessionId();
        return password.change(caller.get(), session, caller.address(), request).map(outcome -> switch (outcome) {
            case PasswordOutcome.Changed() -> RestResponse.noContent();
            case PasswordOutcome.WrongCurrent() ->
                throw ApiException.of(ErrorCode.INVALID_CREDENTIALS, "auth.invalid_credentials: Invalid credentials");
            case PasswordOutcome.Same() -> throw ApiException.unprocessable("new", "is the current password");
            case PasswordOutcome.TooManyAttempts(var remaining) -> throw TooManyAttempts.of(remaining);
            case PasswordOutcome.Overtaken() ->
                throw ApiException.of(ErrorCode.STATE_CONFLICT, "The account was changed at the same time");
        });
    }
}
