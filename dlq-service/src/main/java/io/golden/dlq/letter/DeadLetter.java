package io.golden.dlq.letter;

import java.util.List;
import java.util.Map;

/**
 * A message that failed for good.
 *
 * @param headers the original ones, without the sender's token
 * @param errorType a short name; {@link #isSecondHand} ones stand for a death that only an advisory told of
 * @param deliveries how often it was tried
 * @param requeues how often it had been sent again before
 */
public record DeadLetter(
        String originalSubject,
        Payload payload,
        Map<String, List<String>> headers,
        String errorType,
        String error,
        int deliveries,
        Origin origin,
        String tenant,
        int requeues) {

    /** The consumer used up its deliveries without a word. */
    public static final String MAX_DELIVERIES = "max_deliveries";
    /** The consumer gave up on it without a dead letter. */
    public static final String TERMINATED = "terminated";
    /** It was gone from its stream before anybody could copy it. */
    public static final String LOST = "lost";

    /** Where it died; stream, consumer and sequence are the identity of a death. */
    public record Origin(String stream, String consumer, long streamSeq) {}

    /** Whether a dead letter of the same death, which has the error itself, should replace this. */
    public boolean isSecondHand() {
        return errorType.equals(MAX_DELIVERIES) || errorType.equals(TERMINATED) || errorType.equals(LOST);
    }

    /** A subject whose ids are replaced by {@code *}, so that a metric or a group has a bounded number of them. */
    public static String subjectPattern(String subject) {
        return subject.replaceAll("(?<=^|\\.)[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}(?=\\.|$)", "*")
                .replaceAll("(?<=^|\\.)[0-9]+(?=\\.|$)", "*");
    }
}
