package io.golden.commons.wire;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * {@code prc.{session_id}.result} and {@code prc.{session_id}.cancelled}: how a review ended.
 *
 * @param status {@code passed rejected expired cancelled}
 * @param consensusScore 0 to 1, the exact ten-thousandths divided at the end
 */
@RegisterForReflection
public record ReviewDecided(
        UUID sessionId,
        UUID taskId,
        String tenantId,
        String contentHash,
        String status,
        double consensusScore,
        double quorum,
        Instant decidedAt,
        List<Vote> votes) {

    /** One counted or uncounted vote. */
    public record Vote(String agentId, String agentRole, String vote, boolean counted) {}
}
