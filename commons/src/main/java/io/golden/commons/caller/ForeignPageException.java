package io.golden.commons.caller;

import io.quarkus.security.ForbiddenException;

/** A write with the browser's cookie that does not come from a page of ours (CSRF). */
public final class ForeignPageException extends ForbiddenException {
    ForeignPageException() {
        super("A write with a cookie needs an Origin that is allowed");
    }
}
