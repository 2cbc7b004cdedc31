package io.golden.commons.http;

import io.golden.commons.error.ErrorCode;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/**
 * Refuses bodies over 1 MiB by their Content-Length. What is refused is still read and dropped, up to 8 MiB, so that the
 * client sees the answer and not a broken pipe. (Chunked bodies are counted where they are read.)
 */
@Singleton
public final class BodyLimit {
    /** The largest body that is read, in bytes. */
    public static final int MAX_BYTES = 1024 * 1024;

    /** The message of 413. */
    public static final String MESSAGE = "The body is larger than 1048576 bytes";

    private static final long MAX_DROPPED_BYTES = 8L * 1024 * 1024;

    private final Envelope envelope;

    BodyLimit(Envelope envelope) {
        this.envelope = envelope;
    }

    void handle(RoutingContext rc) {
        var length = rc.request().getHeader("Content-Length");
        if (length == null || size(length) <= MAX_BYTES) {
            rc.next();
            return;
        }
        var request = rc.request();
        if (size(length) > MAX_DROPPED_BYTES) {
            rc.response().putHeader("Connection", "close");
            envelope.send(rc, ErrorCode.TOO_LARGE, MESSAGE);
            return;
        }
        request.handler(dropped -> {});
        request.endHandler(end -> envelope.send(rc, ErrorCode.TOO_LARGE, MESSAGE));
        request.resume();
    }

    private static long size(String length) {
        try {
            return Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
