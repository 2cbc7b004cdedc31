package io.golden.budget.limit;

import io.golden.budget.Name;
import io.golden.commons.caller.CurrentCaller;
import io.golden.commons.caller.Permission;
import io.golden.commons.page.PageRequest;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;

/** Limits, and what is left of them. */
@Path("/api/v1/budget")
final class LimitResource {
    private final Limits limits;
    private final CurrentCaller current;

    LimitResource(Limits limits, CurrentCaller current) {
        this.limits = limits;
        this.current = current;
    }

    @GET
    @Path("/state")
    @PermissionsAllowed(Permission.BUDGET_VIEW)
    public Uni<BudgetState> state(
            @QueryParam("tenant_id") @NotNull @Name String tenantId,
            @QueryParam("project_id") @NotNull @Name String projectId) {
        return limits.state(current.get().requireTenant(tenantId), projectId);
    }

    @GET
    @Path("/limits")
    @PermissionsAllowed(Permission.BUDGET_CONFIGURE)
    public Uni<List<LimitView>> list(@BeanParam PageRequest page) {
        return limits.list(current.get(), page.page())
                .map(found -> found.stream().map(LimitView::of).toList());
    }

    @PUT
    @Path("/limits")
    @PermissionsAllowed(Permission.BUDGET_CONFIGURE)
    public Uni<LimitView> put(@NotNull @Valid PutLimit request) {
        var caller = current.get();
        caller.requireTenant(request.tenantId());
        return limits.put(caller, request).map(LimitView::of);
    }
}
