package io.golden.orchestrator.review;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * One round of peer review of one content.
 *
 * @param round from 1
 * @param sessionId the peer hub's; empty until its answer is recorded
 * @param votes {@code [{agent_id, agent_role, vote, counted}]}, known once it is decided
 * @param askedAt when the peer hub was last asked about it
 */
public record Review(
        UUID id,
        int round,
        String contentHash,
        String author,
        Optional<UUID> sessionId,
        Status status,
        Optional<Double> score,
        Optional<Double> quorum,
        JsonArray votes,
        Optional<Instant> askedAt,
        Instant createdAt,
        Optional<Instant> decidedAt) {

    /** As on the wire, and {@code opening} before the peer hub knows of it. */
    public enum Status {
        OPENING,
        PENDING,
        PASSED,
        REJECTED,
        EXPIRED,
        CANCELLED;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Status of(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }
    }

    /** Whether a voter of that role approved and was counted. */
    public boolean approvedBy(String role) {
        return votes.stream()
                .map(JsonObject.class::cast)
                .anyMatch(v -> role.equals(v.getString("agent_role"))
                        && "approve".equals(v.getString("vote"))
                        && Boolean.TRUE.equals(v.getBoolean("counted")));
    }
}
