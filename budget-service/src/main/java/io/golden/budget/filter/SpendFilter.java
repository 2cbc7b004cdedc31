package io.golden.budget.filter;

import io.golden.commons.caller.Caller;
import io.golden.commons.page.Parameters;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** The filters of a list, as a {@code @BeanParam}. */
public final class SpendFilter {
    @QueryParam("tenant_id")
    String tenantId;

    @QueryParam("project_id")
    String projectId;

    @QueryParam("task_id")
    String taskId;

    @QueryParam("agent_id")
    String agentId;

    @QueryParam("model")
    String model;

    @QueryParam("since")
    String since;

    @QueryParam("until")
    String until;

    /** Looks back no further than so long, unless the caller says how far. */
    public SpendFilter sinceAtMost(Duration usual) {
        if (since == null) {
            since = OffsetDateTime.now(ZoneOffset.UTC).minus(usual).toString();
        }
        return this;
    }

    /** 403 for a tenant that is not the caller's, 400 for a malformed value. */
    public Spending checked(Caller caller) {
        return new Spending(
                List.of(tenants(caller, tenantId)),
                Parameters.text("project_id", projectId),
                Parameters.text("task_id", taskId),
                Parameters.text("agent_id", agentId),
                Parameters.text("model", model),
                time("since", since),
                time("until", until));
    }

    /** The tenant that was named, else all of the caller's; 403 for one that is not the caller's. */
    public static String[] tenants(Caller caller, String named) {
        return Parameters.text("tenant_id", named)
                .map(tenant -> new String[] {caller.requireTenant(tenant)})
                .orElseGet(() -> caller.tenants().filter());
    }

    private static Optional<OffsetDateTime> time(String name, String value) {
        return Parameters.time(name, value).map(time -> time.atOffset(ZoneOffset.UTC));
    }
}
