package io.golden.peerhub.review;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.golden.commons.wire.EscalationRaised;
import io.golden.data.outbox.OutgoingMessage;
import io.golden.peerhub.quorum.Choice;
import io.golden.peerhub.quorum.Explanation;
import io.golden.peerhub.quorum.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Calls a human when peers found no quorum, one vetoed, or time ran out. */
@ApplicationScoped
class Escalations {
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private final ObjectMapper json;

    Escalations(ObjectMapper json) {
        this.json = json;
    }

    /** The escalation that this decision wants, if any. */
    Optional<OutgoingMessage> of(Decision decision) {
        return switch (decision.verdict()) {
            case Verdict.Open _, Verdict.Passed _, Verdict.Cancelled _ -> Optional.empty();
            case Verdict.Vetoed _ -> Optional.of(raise(decision, "high", "agent_conflict"));
            case Verdict.OutOfReach _ ->
                Optional.of(raise(decision, "medium", anybodyInFavour(decision) ? "agent_conflict" : "skill_gap"));
            case Verdict.Expired _ -> Optional.of(raise(decision, "medium", "process_issue"));
        };
    }

    private OutgoingMessage raise(Decision decision, String severity, String pattern) {
        var session = decision.session();
        var explanation = decision.explanation();
        var raised = new EscalationRaised(
                idOf(session.id()),
                Optional.of(session.id()),
                Optional.of(session.taskId()),
                session.tenantId(),
                explanation.summary(),
                severity,
                pattern,
                suggestion(decision.verdict()),
                evidence(session, explanation));
        return new OutgoingMessage("supervisor.escalation", "escalation.raised", 1, session.tenantId(), raised);
    }

    private Map<String, Object> evidence(Session session, Explanation explanation) {
        return Map.of("content_hash", session.contentHash(), "explanation", json.convertValue(explanation, MAP));
    }

    private static boolean anybodyInFavour(Decision decision) {
        return decision.counted().stream().anyMatch(v -> v.choice() != Choice.REJECT);
    }

    private static String suggestion(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Vetoed _ -> "Read the concern of the veto, then retry with it as a note, or reject.";
            case Verdict.OutOfReach _ -> "Read the voters' reasons, then retry with them as a note, approve or reject.";
            case Verdict.Expired _ -> "Look whether the voters are running, then retry.";
            case Verdict.Open _, Verdict.Passed _, Verdict.Cancelled _ -> "";
        };
    }

    /**
     * The id of a session's escalation, always the same, so that one raised twice is one. It keeps the session's time
     * and stays a UUIDv7; the random bits come from a hash.
     */
    static UUID idOf(UUID session) {
        try {
            var hash = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256")
                    .digest(("escalation:" + session).getBytes(StandardCharsets.UTF_8)));
            long most = (session.getMostSignificantBits() & ~0xFFFFL) | 0x7000L | (hash.getLong() & 0x0FFFL);
            long least = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
            return new UUID(most, least);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
