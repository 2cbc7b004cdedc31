package io.golden.commons.http;

import io.golden.commons.error.ErrorCode;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Answers in the envelope what failed outside any resource, so that no default page of the server is ever seen. */
@Singleton
final class LastResort {
    private static final Logger LOG = Logger.getLogger(LastResort.class);

    private final Envelope envelope;

    LastResort(Envelope envelope) {
        this.envelope = envelope;
    }

    void register(@Observes Router router) {
        router.route().order(-100_000).failureHandler(this::handle);
        router.route().last().handler(rc -> envelope.send(rc, ErrorCode.NOT_FOUND, "No such resource"));
    }

    private void handle(RoutingContext rc) {
        switch (rc.statusCode()) {
            case 400, 414, 431 -> envelope.send(rc, ErrorCode.INVALID_REQUEST, "The request is malformed");
            case 404 -> envelope.send(rc, ErrorCode.NOT_FOUND, "No such resource");
            case 405 -> envelope.send(rc, ErrorCode.METHOD_NOT_ALLOWED, "This resource does not know that method");
            case 413 -> envelope.send(rc, ErrorCode.TOO_LARGE, BodyLimit.MESSAGE);
            default -> {
                LOG.error("Request failed outside any resource", rc.failure());
                envelope.send(rc, ErrorCode.INTERNAL, "Something went wrong on our side. Tell us the request id");
            }
        }
    }
}
