package io.golden.orchestrator.agent;

import io.golden.commons.caller.Caller;
import io.golden.commons.caller.CurrentCaller;
import io.golden.commons.caller.Permission;
import io.golden.commons.error.ApiException;
import io.golden.commons.page.Cursor;
import io.golden.commons.page.Lists;
import io.golden.commons.page.PageRequest;
import io.golden.data.audit.Audit;
import io.golden.data.audit.AuditEntry;
import io.golden.data.sql.Transactions;
import io.golden.orchestrator.agent.AgentRows.Agent;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;

/** The agents over HTTP. An agent appears here when it first claims work. */
@Path("/api/v1/agents")
@Produces(MediaType.APPLICATION_JSON)
class AgentResource {
    private final Transactions transactions;
    private final AgentRows agents;
    private final Audit audit;
    private final CurrentCaller caller;

    AgentResource(Transactions transactions, AgentRows agents, Audit audit, CurrentCaller caller) {
        this.transactions = transactions;
        this.agents = agents;
        this.audit = audit;
        this.caller = caller;
    }

    @GET
    @PermissionsAllowed(Permission.AGENT_VIEW)
    public Uni<RestResponse<List<Agent>>> listAgents(
            @QueryParam("role") String role, @BeanParam PageRequest request, UriInfo uri) {
        var page = request.page();
        return transactions
                .run(tx -> agents.list(tx, Optional.ofNullable(role), page))
                .map(found -> Lists.of(uri, page, found, a -> new Cursor(a.createdAt(), a.id())));
    }

    /** @param status {@code disabled}: the agent gets no work and no vote */
    record Settings(
            @NotNull @Pattern(regexp = "[a-z][a-z0-9_-]{0,63}", message = "must be a lower-case name")
            String role,

            @Pattern(regexp = "active|disabled", message = "must be active or disabled")
            String status,

            Map<String, Object> metadata) {}

    @PUT
    @Path("/{id}")
    @PermissionsAllowed(Permission.AGENT_CONFIGURE)
    public Uni<Agent> putAgent(
            @PathParam("id") @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._@-]{0,127}", message = "must be an agent's name")
                    String id,
            @NotNull @Valid Settings settings) {
        var by = caller.get();
        var status = Optional.ofNullable(settings.status()).orElse("active");
        var metadata = Optional.ofNullable(settings.metadata()).orElse(Map.of());
        return transactions.run(tx -> agents.put(tx, id, settings.role(), status, metadata)
                .call(() -> audit.append(tx, entry(by, "agent.configure", id, Map.of("status", status)))));
    }

    @DELETE
    @Path("/{id}")
    @PermissionsAllowed(Permission.AGENT_CONFIGURE)
    public Uni<RestResponse<Void>> deleteAgent(String id) {
        var by = caller.get();
        return transactions
                .run(tx -> agents.delete(tx, id)
                        .call(gone -> gone
                                ? audit.append(tx, entry(by, "agent.delete", id, Map.of()))
                                : Uni.createFrom().voidItem()))
                .map(gone -> {
                    if (!gone) {
                        throw ApiException.notFound("Agent " + id);
                    }
                    return RestResponse.noContent();
                });
    }

    private static AuditEntry entry(Caller by, String action, String id, Map<String, Object> details) {
        return new AuditEntry(by.subject(), by.role(), action, "agent", id, details);
    }
}
