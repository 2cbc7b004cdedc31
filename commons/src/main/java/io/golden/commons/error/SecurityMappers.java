package io.golden.commons.error;

import io.golden.commons.caller.ForeignPageException;
import io.golden.commons.metrics.Denials;
import io.golden.commons.ratelimit.RequestLimits;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ResourceInfo;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** 401 and 403. They are found out before the rate limit is looked at, and count against it all the same. */
@Singleton
final class SecurityMappers {
    private final RequestLimits limits;
    private final Denials denials;

    SecurityMappers(RequestLimits limits, Denials denials) {
        this.limits = limits;
        this.denials = denials;
    }

    @ServerExceptionMapper
    Uni<RestResponse<ErrorBody>> unauthenticated(UnauthorizedException e, RoutingContext rc, ResourceInfo resource) {
        return refuse(ApiException.of(ErrorCode.UNAUTHORIZED, "Authentication required"), rc, resource);
    }

    @ServerExceptionMapper
    Uni<RestResponse<ErrorBody>> badToken(AuthenticationFailedException e, RoutingContext rc, ResourceInfo resource) {
        return refuse(ApiException.of(ErrorCode.UNAUTHORIZED, "The token is not valid"), rc, resource);
    }

    @ServerExceptionMapper
    Uni<RestResponse<ErrorBody>> forbidden(ForbiddenException e, RoutingContext rc, ResourceInfo resource) {
        denials.count();
        var message = e instanceof ForeignPageException ? e.getMessage() : "Insufficient permissions";
        return refuse(ApiException.of(ErrorCode.FORBIDDEN, message), rc, resource);
    }

    private Uni<RestResponse<ErrorBody>> refuse(ApiException refusal, RoutingContext rc, ResourceInfo resource) {
        return limits.check(rc, resource)
                .map(ignored -> Answers.of(refusal))
                .onFailure(ApiException.class)
                .recoverWithItem(limit -> Answers.of((ApiException) limit));
    }
}
