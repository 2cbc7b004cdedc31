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
 * @param tokenGeneration what tokens of this state carry; revoking them raises it
 */
public record ServiceAccount(
        UUID id,
        String name,
        String clientId,
        Buffer secretHash,
        String role,
        List<String> agentRoles,
        List<String> tenants,
        boolean enabled,
        long tokenGeneration) {

    Subject subject() {
        var permissions = RolePermissions.ofAccount(role, name);
        return new Subject(name, role, permissions, tenants, agentRoles, Optional.empty(), tokenGeneration);
    }
}
