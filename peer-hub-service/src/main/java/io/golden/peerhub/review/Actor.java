package io.golden.peerhub.review;

import io.golden.commons.caller.Caller;

/** Whose act decided a session, for the audit. */
record Actor(String userId, String role) {
    /** The deadline is nobody's act. */
    static final Actor SYSTEM = new Actor("system", "service");

    static Actor of(Caller caller) {
        return new Actor(caller.subject(), caller.role());
    }
}
