package io.golden.auth.account;

import io.golden.auth.permission.RolePermissions;
import io.golden.auth.token.Subject;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An agent, or one of Golden's own services.
 *
 * @param name the {@code sub} of its tokens
 * @param secretHash SHA-256 of the client secret
 */
public record ServiceAccount(
        UUID id,
        String name,
        String clientId,
        Buffer secretHash,
        String role,
        List<String> agentRoles,
        List<String> tenants,
        boolean enabled) {

    Subject subject() {
        return new Subject(name, role, RolePermissions.ofAccount(role, name), tenants, agentRoles, Optional.empty());
    }
}
