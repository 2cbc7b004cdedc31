package io.golden.auth.user;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A user as the administration shows them. */
record UserView(
        UUID id,
        String username,
        String email,
        String role,
        List<String> tenants,
        boolean enabled,
        boolean mustChangePassword,
        Instant createdAt,
        Instant passwordChangedAt) {

    static UserView of(User user) {
        return new UserView(
                user.id(),
                user.username(),
                user.email(),
                user.role(),
                user.tenants(),
                user.enabled(),
                user.mustChangePassword(),
                user.createdAt(),
                user.passwordChangedAt());
    }
}
