package io.golden.auth.user;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A person.
 *
 * @param tokenGeneration what tokens of this state carry; revoking them raises it
 */
public record User(
        UUID id,
        String username,
        String email,
        String passwordHash,
        String role,
        List<String> tenants,
        boolean enabled,
        boolean mustChangePassword,
        Instant createdAt,
        Instant passwordChangedAt,
        long tokenGeneration) {}
