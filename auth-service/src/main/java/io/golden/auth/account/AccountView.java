package io.golden.auth.account;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A service account as the administration shows it: without its secret, which nobody knows any more. */
record AccountView(
        UUID id,
        String name,
        String clientId,
        String role,
        List<String> agentRoles,
        List<String> tenants,
        boolean enabled,
        Instant createdAt) {}
