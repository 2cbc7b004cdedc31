package io.golden.auth;

/** What names and tenants of users and service accounts must look like. */
public final class SubjectRules {
    /** Names stand in tokens, logs and the audit: plain characters, and no two that look alike. */
    public static final String NAME = "[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}";

    public static final String NAME_RULE = "must be 1 to 64 letters, digits or . _ @ + -";

    /** As the other services take it. */
    public static final String TENANT = "\\*|[A-Za-z0-9][A-Za-z0-9._@-]{0,127}";

    public static final String TENANT_RULE = "must be * or 1 to 128 letters, digits or . _ @ -";
    public static final int MOST_TENANTS = 100;

    private SubjectRules() {}
}
