package io.golden.commons.wire;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * The answer of {@code GET /api/v1/auth/revocations?since=}.
 *
 * @param revocations those that stand and that a reader with that cursor may not know; some may come twice
 * @param next the {@code since} of the next request
 * @param more whether there is more to read at once
 */
@RegisterForReflection
public record RevocationList(List<Revocation> revocations, String next, boolean more) {}
