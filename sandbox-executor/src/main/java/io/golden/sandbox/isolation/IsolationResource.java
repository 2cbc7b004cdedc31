package io.golden.sandbox.isolation;

import io.golden.commons.caller.Permission;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** What code would run in here: languages, layers, and how they held. */
@Path("/api/v1/sandbox")
@Produces(MediaType.APPLICATION_JSON)
class IsolationResource {
    private final Isolation isolation;

    IsolationResource(Isolation isolation) {
        this.isolation = isolation;
    }

    @GET
    @Path("/languages")
    @PermissionsAllowed(Permission.SANDBOX_EXECUTE)
    @NonBlocking
    public List<LanguageView> languages() {
        return isolation.languages().stream()
                .map(runtime -> new LanguageView(runtime.language().wireName(), runtime.version()))
                .toList();
    }

    @GET
    @Path("/isolation")
    @PermissionsAllowed(Permission.SANDBOX_EXECUTE)
    @NonBlocking
    public IsolationView isolation() {
        return IsolationView.of(isolation);
    }

    /** A language that can be run here. */
    record LanguageView(String language, String version) {}
}
