package io.golden.commons.caller;

/** The caller of the HTTP request under way; inject it into resources. */
public interface CurrentCaller {
    /** The authenticated caller; 401 when there is none. */
    Caller get();

    /** The address the request came from: {@code X-Forwarded-For} when a trusted proxy sent it, else the peer. */
    String address();
}
