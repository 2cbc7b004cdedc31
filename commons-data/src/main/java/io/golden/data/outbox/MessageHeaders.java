package io.golden.data.outbox;

import java.util.Locale;

/** The headers of every message; {@code docs/messaging.md} tells users. */
public final class MessageHeaders {
    public static final String EVENT_TYPE = "Golden-Event-Type";
    public static final String SCHEMA = "Golden-Schema";
    public static final String TENANT = "Golden-Tenant";
    /** The outbox row's id; stays the same through redeliveries and requeues. */
    public static final String MESSAGE_ID = "Golden-Message-Id";
    /** The access token of an agent, or of dlq-service for a requeue. Never stored. */
    public static final String TOKEN = "Golden-Token";
    /** The first sender of a requeued message; believed only beside dlq-service's own token. */
    public static final String SUBJECT = "Golden-Subject";
    /** The roles that sender's account holds, comma-separated; believed like {@link #SUBJECT}. */
    public static final String SUBJECT_ROLES = "Golden-Subject-Roles";
    /** How often dlq-service has sent it again; absent: never. */
    public static final String REQUEUES = "Golden-Requeues";

    public static final String ORIGINAL_SUBJECT = "Golden-Original-Subject";
    public static final String STREAM = "Golden-Stream";
    public static final String CONSUMER = "Golden-Consumer";
    public static final String STREAM_SEQ = "Golden-Stream-Seq";
    public static final String DELIVERIES = "Golden-Deliveries";
    public static final String ERROR_TYPE = "Golden-Error-Type";
    public static final String ERROR = "Golden-Error";
    public static final String FAILED_AT = "Golden-Failed-At";

    /** Set on receipt where a header could not be read; what could not is {@code ?}. Such a message is a dead letter. */
    public static final String UNREADABLE = "Golden-Unreadable-Headers";

    /** JetStream stores an id once within the duplicate window. */
    public static final String NATS_MESSAGE_ID = "Nats-Msg-Id";

    private static final String TOKEN_LOWER_CASE = TOKEN.toLowerCase(Locale.ROOT);

    private MessageHeaders() {}

    /** Whether it is, or is meant to be, {@link #TOKEN}: such a secret is kept by nobody, however its name is written. */
    public static boolean isToken(String name) {
        return name.toLowerCase(Locale.ROOT).contains(TOKEN_LOWER_CASE);
    }
}
