package io.golden.commons.http;

import io.golden.commons.correlation.Correlation;
import io.golden.commons.log.AccessLog;
import io.golden.commons.metrics.HttpMetrics;
import io.golden.commons.trace.Traces;
import io.golden.commons.trace.Traces.Ending;
import io.golden.commons.trace.Traces.Kind;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Map;

/** Gives each request its correlation, and each answer its count, its time and its line in the log. */
@Singleton
final class Tracking {
    private final HttpMetrics metrics;

    private final Traces traces;

    Tracking(HttpMetrics metrics, Traces traces) {
        this.metrics = metrics;
        this.traces = traces;
    }

    void handle(RoutingContext rc) {
        long start = System.nanoTime();
        var request = rc.request();
        var traceparent = request.getHeader(Correlation.TRACEPARENT_HEADER);
        var span = traces.begin(
                Kind.SERVER,
                Correlation.of(request.getHeader(Correlation.REQUEST_ID_HEADER), traceparent),
                traceparent);
        var correlation = span.correlation();
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
            span.end(() -> new Ending(
                    method + " " + route,
                    Map.of(
                            "http.request.method",
                            method,
                            "http.route",
                            route,
                            "http.response.status_code",
                            rc.response().getStatusCode()),
                    status.startsWith("5")));
        });
        rc.next();
    }

    private static String route(RoutingContext rc) {
        var template = ((HttpServerRequestInternal) rc.request()).context().<String>getLocal("UrlPathTemplate");
        return template == null ? "unmatched" : template;
    }
}
