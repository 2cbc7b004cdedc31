package io.golden.commons.health;

import io.golden.commons.configuration.ThisInstance;
import io.golden.commons.ratelimit.RateLimited;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code GET /health}: for people and load balancers. Kubernetes' probes are on the management port. */
@Path("/health")
@Tag(name = "health")
public class HealthResource {
    private final Components components;
    private final ThisInstance instance;

    HealthResource(Components components, ThisInstance instance) {
        this.components = components;
        this.instance = instance;
    }

    @GET
    @PermitAll
    @RateLimited(perMinute = 60)
    @Operation(summary = "How this service is; 503 when it cannot work")
    public Uni<RestResponse<HealthReport>> health() {
        return components.states().map(states -> {
            var status = states.values().stream().reduce(HealthState.HEALTHY, HealthState::and);
            long uptime = ManagementFactory.getRuntimeMXBean().getUptime() / 1000;
            var report = new HealthReport(status, Instant.now(), instance.version(), uptime, states);
            return status == HealthState.UNHEALTHY
                    ? RestResponse.status(RestResponse.Status.SERVICE_UNAVAILABLE, report)
                    : RestResponse.ok(report);
        });
    }
}
