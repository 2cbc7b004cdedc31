package io.golden.commons.http;

import io.golden.commons.correlation.Correlation;
import io.golden.commons.log.AccessLog;
import io.golden.commons.metrics.HttpMetrics;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** Gives each request its correlation, and each answer its count, its time and its line in the log. */
@Singleton
final class Tracking {
    private final HttpMetrics metrics;

    Tracking(HttpMetrics metrics) {
        this.metrics = metrics;
    }

    void handle(RoutingContext rc) {
        long start = System.nanoTime();
        var request = rc.request();
        var correlation = Correlation.of(
                request.getHeader(Correlation.REQUEST_ID_HEADER), request.getHeader(Correlation.TRACEPARENT_HEADER));
        correlation.attach();
        rc.response()
                .putHeader(Correlation.REQUEST_ID_HEADER, correlation.requestId())
                .putHeader(Correlation.TRACEPARENT_HEADER, correlation.traceparent());
        rc.addEndHandler(ended -> {
            long nanos = System.nanoTime() - start;
            var status = ended.succeeded() ? Integer.toString(rc.response().getStatusCode()) : "aborted";
            var method = request.method().name();
            var route = route(rc);
            metrics.record(route, method, status, nanos);
            AccessLog.write(method, request.path(), route, status, nanos);
        });
        rc.next();
    }

    private static String route(RoutingContext rc) {
        var template = ((HttpServerRequestInternal) rc.request()).context().<String>getLocal("UrlPathTemplate");
        return template == null ? "unmatched" : template;
    }
}
