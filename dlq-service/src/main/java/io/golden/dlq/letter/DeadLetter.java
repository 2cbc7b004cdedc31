package io.golden.dlq.letter;

import io.golden.data.outbox.MessageHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

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

    private static final Pattern REVIEW = Pattern.compile("prc\\.[^.]+\\.([^.]+)");
    private static final Pattern RESULT = Pattern.compile("task\\.result\\.[^.]+");
    private static final Pattern ID_TOKEN =
            Pattern.compile("(?<=^|\\.)(?:[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}|[0-9]+)(?=\\.|$)");
    private static final Pattern ID_OR_NUMBER = Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}|[0-9]+");

    /**
     * A subject whose ids are replaced by {@code *}, so that a metric or a group has a bounded number of them. Where the
     * id is what a client says it is, whatever stands there is one.
     */
    public static String subjectPattern(String subject) {
        var review = REVIEW.matcher(subject);
        if (review.matches()) {
            return "prc.*." + review.group(1);
        }
        return RESULT.matcher(subject).matches()
                ? "task.result.*"
                : ID_TOKEN.matcher(subject).replaceAll("*");
    }

    /** What it has in common with those that failed alike: tenant, subject and error but for their ids and numbers. */
    public Alike alike() {
        return new Alike(
                tenant,
                subjectPattern(originalSubject),
                errorType,
                ID_OR_NUMBER.matcher(error).replaceAll("*"));
    }

    /** What messages that failed alike have in common. */
    public record Alike(String tenant, String subject, String errorType, String error) {
        /** Of one length, whatever the parts are. */
        public String key() {
            try {
                var text = String.join("\n", tenant, subject, errorType, error);
                var hash = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(hash);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** The id that stays the same through all lives of the message; empty for one that was lost. */
    public String messageId() {
        return headers.getOrDefault(MessageHeaders.MESSAGE_ID, List.of()).stream()
                .findFirst()
                .orElse("");
    }
}
