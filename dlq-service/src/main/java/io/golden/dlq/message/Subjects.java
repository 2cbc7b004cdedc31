package io.golden.dlq.message;

import java.util.regex.Pattern;

/** Subjects by what dlq-service may do with them; its own rights in NATS go further than any caller's. */
public final class Subjects {
    private static final Pattern TOKENS = Pattern.compile("[^\\s.*>\\p{Cntrl}]+(\\.[^\\s.*>\\p{Cntrl}]+)*+");
    private static final Pattern OF_AGENTS = Pattern.compile("prc\\.[^.]+\\.response|task\\.result\\.[^.]+");

    private Subjects() {}

    /** Whether one message can go there: no wildcards, no dead letter of a dead letter, nothing of NATS itself. */
    public static boolean isPublishable(String subject) {
        return TOKENS.matcher(subject).matches()
                && !subject.startsWith("$")
                && !subject.startsWith("_INBOX")
                && !isBelow("dlq", subject);
    }

    /** Whether its consumers take messages from agents, and so believe dlq-service about the first sender. */
    static boolean isOfAgents(String subject) {
        return OF_AGENTS.matcher(subject).matches();
    }

    /** Whether services act on it as on a fact: {@code event.auth.session.revoked} ends anybody's session. */
    static boolean isEvent(String subject) {
        return isBelow("event", subject);
    }

    private static boolean isBelow(String first, String subject) {
        return subject.equals(first) || subject.startsWith(first + ".");
    }
}
