package io.golden.commons.ratelimit;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Looks at the limit once the route is known, before the body is read. */
@Singleton
final class RateLimitFilter {
    private final RequestLimits limits;

    RateLimitFilter(RequestLimits limits) {
        this.limits = limits;
    }

    @ServerRequestFilter(priority = Priorities.AUTHORIZATION)
    Uni<Response> limit(ResourceInfo resource, RoutingContext rc) {
        return limits.check(rc, resource).replaceWith(() -> null);
    }
}
