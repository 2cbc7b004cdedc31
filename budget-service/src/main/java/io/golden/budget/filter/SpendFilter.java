package io.golden.budget.filter;

import io.golden.commons.caller.Caller;
import io.golden.commons.page.Parameters;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** The filters of a list, as a {@code @BeanParam}. */
public final class SpendFilter {
    /** Takes {@code $1} to {@code $7}; the table must be called {@code t} and have its time in {@code $time}. */
    private static final String WHERE = """
            where (cardinality($1::text[]) = 0 or t.tenant_id = any ($1))
              and ($2::text is null or t.project_id = $2)
              and ($3::text is null or t.task_id = $3)
              and ($4::text is null or t.agent_id = $4)
              and ($5::text is null or t.model = $5)
              and ($6::timestamptz is null or t.$time >= $6)
              and ($7::timestamptz is null or t.$time < $7)
            """;

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

    /** The condition over a table {@code t} whose time stands in that column. */
    public static String where(String timeColumn) {
        return WHERE.replace("$time", timeColumn);
    }

    /** Looks back no further than so long, unless the caller says how far. */
    public SpendFilter sinceAtMost(Duration usual) {
        if (since == null) {
            since = OffsetDateTime.now(ZoneOffset.UTC).minus(usual).toString();
        }
        return this;
    }

    /** The values of {@code $1} to {@code $7}; 403 for a tenant that is not the caller's, 400 for a malformed value. */
    public Tuple values(Caller caller) {
        return Tuple.tuple()
                .addArrayOfString(tenants(caller, tenantId))
                .addString(text("project_id", projectId))
                .addString(text("task_id", taskId))
                .addString(text("agent_id", agentId))
                .addString(text("model", model))
                .addOffsetDateTime(time("since", since))
                .addOffsetDateTime(time("until", until));
    }

    /** The tenant that was named, else all of the caller's; 403 for one that is not the caller's. */
    public static String[] tenants(Caller caller, String named) {
        return Parameters.text("tenant_id", named)
                .map(tenant -> new String[] {caller.requireTenant(tenant)})
                .orElseGet(() -> caller.tenants().filter());
    }

    private static String text(String name, String value) {
        return Parameters.text(name, value).orElse(null);
    }

    private static OffsetDateTime time(String name, String value) {
        return Parameters.time(name, value)
                .map(time -> time.atOffset(ZoneOffset.UTC))
                .orElse(null);
    }
}
