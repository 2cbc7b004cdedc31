package io.golden.data.audit;

import java.util.Map;

/**
 * What somebody did. Request id, address, service and time are added when it is appended.
 *
 * @param userId the caller's subject, or {@code system}
 * @param action such as {@code escalation.resolve}; the list is in conventions
 * @param details safe to keep for years: no secrets, prompts or code
 */
public record AuditEntry(
        String userId,
        String role,
        String action,
        String resourceType,
        String resourceId,
        Map<String, Object> details) {}
