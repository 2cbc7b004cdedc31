package io.golden.auth.user;

/** What the fields of a user must look like. */
final class UserRules {
    static final String ROLE = "admin|operator|developer|observer";
    static final String ROLE_RULE = "must be admin, operator, developer or observer";

    /** Who sends mail finds out whether it arrives; here it needs an @ between two things. */
    static final String EMAIL = "[^\\s@\\p{Cntrl}]{1,64}@[^\\s@\\p{Cntrl}]{1,189}";

    static final String EMAIL_RULE = "must be an email address";

    private UserRules() {}
}
