package io.golden.auth.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;

/**
 * The body of a login and of a refresh.
 *
 * @param mustChangePassword there only when true: until then the token allows nothing else
 */
public record SignedInResponse(
        String token,
        String tokenType,
        long expiresIn,
        String refreshToken,
        String role,
        List<String> permissions,
        Person user,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean mustChangePassword) {

    /** Who signed in. */
    public record Person(UUID id, String username, String email) {}

    static SignedInResponse of(SignedIn signedIn) {
        var user = signedIn.user();
        return new SignedInResponse(
                signedIn.access().token(),
                "Bearer",
                signedIn.access().expiresIn(),
                signedIn.refreshToken(),
                user.role(),
                signedIn.permissions(),
                new Person(user.id(), user.username(), user.email()),
                user.mustChangePassword());
    }
}
