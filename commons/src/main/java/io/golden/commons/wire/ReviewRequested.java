package io.golden.commons.wire;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** {@code prc.{session_id}.request}: the call for votes. The content itself is read with {@code GET /reviews/{id}}. */
@RegisterForReflection
public record ReviewRequested(
        UUID sessionId,
        UUID taskId,
        String tenantId,
        String contentHash,
        String summary,
        double quorum,
        Instant deadline,
        List<Voter> voters) {

    /** Who may vote, and as what. */
    public record Voter(String agentId, String role) {}
}
