package io.golden.auth.user;

import java.util.List;
import java.util.UUID;

/** A person who is about to be inserted. */
record NewUser(
        UUID id,
        String username,
        String email,
        String passwordHash,
        String role,
        List<String> tenants,
        boolean enabled,
        boolean mustChangePassword) {}
