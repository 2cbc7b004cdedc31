package io.golden.supervisor.suite;

import io.golden.commons.ratelimit.RateLimited;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** {@code GET /}: what this is and where to go. */
@Path("/")
class LandingResource {
    private final String version;

    LandingResource(@ConfigProperty(name = "quarkus.application.version") String version) {
        this.version = version;
    }

    /** The suite's front page, for whoever opens its address. */
    record Landing(String name, String version, String docs, String health, String api) {}

    @GET
    @PermitAll
    @RateLimited(perMinute = 60)
    public Landing landing() {
        return new Landing("Golden", version, "/docs", "/health", "/api/v1");
    }
}
