package io.golden.commons.revocation;

import io.golden.commons.wire.Revocation;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What a revocation can name a token by. Hashing costs a microsecond or two: make it once a token.
 *
 * @param token hash of its {@code jti}
 * @param session hash of its {@code sid}; agents and services have none
 * @param owner hash of its {@code sub}, which is a user's or an account's
 * @param generation its {@code gen}
 */
public record TokenMarks(String token, Optional<String> session, String owner, long generation) {
    private static final Set<String> ACCOUNT_ROLES = Set.of("agent", "service");

    /** The marks of a token with these claims. */
    public static TokenMarks of(
            String tokenId, Optional<UUID> sessionId, String role, String subject, long generation) {
        var ownerKind = ACCOUNT_ROLES.contains(role) ? Revocation.ACCOUNT : Revocation.USER;
        return new TokenMarks(
                Revocation.hash(Revocation.TOKEN, tokenId),
                sessionId.map(id -> Revocation.hash(Revocation.SESSION, id.toString())),
                Revocation.hash(ownerKind, subject),
                generation);
    }
}
