package io.golden.commons.caller;

import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import io.golden.commons.revocation.TokenMarks;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Who makes the request, from a verified token.
 *
 * @param subject user name or service account's name
 * @param role {@code admin operator developer observer agent service}
 * @param agentRoles the roles an agent may claim and vote as; empty for everybody else
 * @param tokenId the token's {@code jti}
 * @param sessionId the token's {@code sid}: the login it belongs to; agents and services have none
 * @param generation the token's {@code gen}: tokens of a lower one than was revoked are not good
 */
public record Caller(
        String subject,
        String role,
        Set<String> permissions,
        Tenants tenants,
        Set<String> agentRoles,
        String tokenId,
        Instant expiresAt,
        Optional<UUID> sessionId,
        long generation) {

    public boolean may(String permission) {
        return permissions.contains(permission);
    }

    public boolean isAdmin() {
        return role.equals("admin");
    }

    /** Refuses with 403 when the tenant is not the caller's. Returns the tenant. */
    public String requireTenant(String tenant) {
        if (!tenants.includes(tenant)) {
            throw ApiException.of(ErrorCode.FORBIDDEN, "Insufficient permissions");
        }
        return tenant;
    }

    /** The named tenant, or the caller's only one, or {@code "default"}; 403 when it is not the caller's. */
    public String tenantOr(Optional<String> named) {
        return requireTenant(named.orElseGet(this::onlyTenant));
    }

    /** What a revocation can name the token by. */
    TokenMarks marks() {
        return TokenMarks.of(tokenId, sessionId, role, subject, generation);
    }

    private String onlyTenant() {
        return switch (tenants) {
            case Tenants.Only(var names)
            when names.size() == 1 -> names.iterator().next();
            case Tenants.Only _, Tenants.All _ -> "default";
        };
    }
}
