package io.golden.auth.session;

import java.util.List;
import java.util.UUID;

/** The body of a login and of a refresh. */
public record SignedInResponse(
        String token,
        String tokenType,
        long expiresIn,
        String refreshToken,
        String role,
        List<String> permissions,
        Person user) {

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
                new Person(user.id(), user.username(), user.email()));
    }
}
