package io.golden.supervisor.suite;

import io.golden.commons.caller.CallerOfRequest;
import io.golden.commons.caller.Permission;
import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import io.golden.commons.ratelimit.RateLimited;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;

/** The metrics of the whole suite: for a client on this machine, and for callers with {@code metrics.view}. */
@Path("/metrics")
class MetricsResource {
    private final SuiteMetrics metrics;
    private final DirectClient direct;

    MetricsResource(SuiteMetrics metrics, DirectClient direct) {
        this.metrics = metrics;
        this.direct = direct;
    }

    @GET
    @PermitAll
    @RateLimited(perMinute = 0)
    @Produces("text/plain; version=0.0.4; charset=utf-8")
    public Uni<String> metrics(@Context RoutingContext exchange) {
        if (direct.is(exchange.request())) {
            return metrics.merged();
        }
        return CallerOfRequest.find(exchange)
                .map(found ->
                        found.orElseThrow(() -> ApiException.of(ErrorCode.UNAUTHORIZED, "Authentication required")))
                .chain(caller -> {
                    if (!caller.may(Permission.METRICS_VIEW)) {
                        throw ApiException.of(ErrorCode.FORBIDDEN, "Insufficient permissions");
                    }
                    return metrics.merged();
                });
    }
}
