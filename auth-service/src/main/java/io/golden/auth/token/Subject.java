package io.golden.auth.token;

import java.util.List;
import java.util.Optional;

/**
 * Whom a token speaks of.
 *
 * @param name the {@code sub}: a user's or service account's name
 * @param agentRoles what an agent may claim and vote as; empty for everybody else
 * @param sessionId the session a user's token ends with
 * @param generation of the row that all this was read from; a revocation raises it
 */
public record Subject(
        String name,
        String role,
        List<String> permissions,
        List<String> tenants,
        List<String> agentRoles,
        Optional<String> sessionId,
        long generation) {}
