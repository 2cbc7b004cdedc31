package io.golden.commons.health;

import io.golden.commons.ratelimit.RateLimited;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code GET /health}: for people and load balancers. Kubernetes' probes are on the management port. */
@Path("/health")
@Tag(name = "health")
public class HealthResource {
    private final HealthReporter reporter;

    HealthResource(HealthReporter reporter) {
        this.reporter = reporter;
    }

    @GET
    @PermitAll
    @RateLimited(perMinute = 60)
    @Operation(summary = "How this service is; 503 when it cannot work")
    public Uni<RestResponse<HealthReport>> health() {
        return reporter.report()
                .map(report -> report.status() == HealthState.UNHEALTHY
                        ? RestResponse.status(RestResponse.Status.SERVICE_UNAVAILABLE, report)
                        : RestResponse.ok(report));
    }
}
