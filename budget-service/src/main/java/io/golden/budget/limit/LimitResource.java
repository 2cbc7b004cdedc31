package io.golden.budget.limit;

import io.golden.budget.Name;
import io.golden.budget.NameOrAny;
import io.golden.budget.Scope;
import io.golden.budget.filter.SpendFilter;
import io.golden.commons.caller.CurrentCaller;
import io.golden.commons.caller.Permission;
import io.golden.commons.page.Lists;
import io.golden.commons.page.PageRequest;
import io.golden.commons.page.Parameters;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;

/** Limits, and what is left of them. */
@Path("/api/v1/budget")
@Produces(MediaType.APPLICATION_JSON)
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
    public Uni<RestResponse<List<LimitView>>> limits(
            @QueryParam("tenant_id") String tenantId,
            @QueryParam("project_id") String projectId,
            @BeanParam PageRequest paging,
            @Context UriInfo uri) {
        var caller = current.get();
        var tenants = SpendFilter.tenants(caller, tenantId);
        var project = Parameters.text("project_id", projectId);
        var page = paging.page();
        return limits.list(tenants, project, page)
                .map(listed -> Lists.of(
                        uri,
                        page,
                        listed.limits().stream().map(LimitView::of).toList(),
                        LimitView::place,
                        listed.total()));
    }

    @PUT
    @Path("/limits")
    @PermissionsAllowed(Permission.BUDGET_CONFIGURE)
    public Uni<LimitView> putLimit(@NotNull @Valid PutLimit request) {
        var caller = current.get();
        request.check();
        caller.requireTenant(request.tenantId());
        return limits.put(caller, request).map(LimitView::of);
    }

    @DELETE
    @Path("/limits")
    @PermissionsAllowed(Permission.BUDGET_CONFIGURE)
    public Uni<Void> deleteLimit(
            @QueryParam("tenant_id") @NotNull @NameOrAny String tenantId,
            @QueryParam("project_id") @NotNull @NameOrAny String projectId,
            @QueryParam("agent_id") @DefaultValue(Scope.ANY) @NameOrAny String agentId,
            @QueryParam("model") @DefaultValue(Scope.ANY) @NameOrAny String model) {
        var caller = current.get();
        caller.requireTenant(tenantId);
        return limits.delete(caller, tenantId, new Scope(projectId, agentId, model));
    }
}
