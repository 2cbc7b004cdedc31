package io.golden.dlq.letter;

/** Headers of dead letters (docs/events.md). */
public final class HeaderNames {
    public static final String ORIGINAL_SUBJECT = "Golden-Original-Subject";
    public static final String STREAM = "Golden-Stream";
    public static final String CONSUMER = "Golden-Consumer";
    public static final String STREAM_SEQ = "Golden-Stream-Seq";
    public static final String DELIVERIES = "Golden-Deliveries";
    public static final String ERROR_TYPE = "Golden-Error-Type";
    public static final String ERROR = "Golden-Error";
    public static final String FAILED_AT = "Golden-Failed-At";
    public static final String REQUEUES = "Golden-Requeues";
    public static final String MESSAGE_ID = "Golden-Message-Id";
    public static final String TENANT = "Golden-Tenant";
    public static final String TOKEN = "Golden-Token";
    public static final String SUBJECT = "Golden-Subject";
    public static final String SUBJECT_ROLES = "Golden-Subject-Roles";
    public static final String NATS_MSG_ID = "Nats-Msg-Id";

    private HeaderNames() {}
}
