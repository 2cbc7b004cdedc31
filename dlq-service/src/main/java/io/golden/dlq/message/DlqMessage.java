package io.golden.dlq.message;

import io.golden.data.outbox.MessageHeaders;
import io.golden.dlq.letter.DeadLetter;
import io.golden.dlq.letter.Payload;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A row of {@code dlq_messages}.
 *
 * @param previousId the row of its life before
 */
public record DlqMessage(
        long id,
        String originalSubject,
        Payload payload,
        Map<String, List<String>> headers,
        String errorType,
        String error,
        int errorCount,
        DeadLetter.Origin origin,
        String tenantId,
        Instant createdAt,
        int requeues,
        Optional<Long> previousId,
        Optional<Resolution> resolution) {

    private static final int MOST_LIVES = 3;

    /** How it ended; {@code kind} is {@code requeued} or {@code closed}. */
    public record Resolution(Instant at, String by, String kind, String note) {}

    /** The id that stays the same through all lives of the message; empty for one that was lost. */
    Optional<String> messageId() {
        return headers.getOrDefault(MessageHeaders.MESSAGE_ID, List.of()).stream()
                .findFirst();
    }

    public boolean isLost() {
        return errorType.equals(DeadLetter.LOST);
    }

    /** How often it lived; the header that says so comes from outside, and may say the largest number there is. */
    int lives() {
        return (int) Math.min(requeues + 1L, Integer.MAX_VALUE);
    }

    /** Whether it came back so often that sending it again takes a decision of its own. */
    public boolean hasLivedEnough() {
        return lives() >= MOST_LIVES;
    }

    /** Whether somebody has to be vouched for when it is sent again. */
    public boolean hasSender() {
        return headers.containsKey(MessageHeaders.SUBJECT);
    }
}
