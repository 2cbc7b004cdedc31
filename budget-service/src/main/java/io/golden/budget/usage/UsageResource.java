package io.golden.budget.usage;

import io.golden.budget.ZoneName;
import io.golden.budget.filter.SpendFilter;
import io.golden.commons.caller.CurrentCaller;
import io.golden.commons.caller.Permission;
import io.golden.data.sql.Transactions;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;

/** What was spent, for charts. */
@Path("/api/v1/budget/usage")
@Produces(MediaType.APPLICATION_JSON)
final class UsageResource {
    /** How far back is looked where the caller does not say. */
    private static final Duration USUAL = Duration.ofDays(30);

    private final Transactions transactions;
    private final UsageRepository usage;
    private final CurrentCaller current;

    UsageResource(Transactions transactions, UsageRepository usage, CurrentCaller current) {
        this.transactions = transactions;
        this.usage = usage;
        this.current = current;
    }

    @GET
    @PermissionsAllowed(Permission.BUDGET_VIEW)
    public Uni<List<Usage>> usage(
            @QueryParam("group_by") @DefaultValue("project") String groupBy,
            @QueryParam("timezone") @DefaultValue("UTC") @ZoneName String timezone,
            @BeanParam SpendFilter filter) {
        var grouping = Grouping.of(groupBy);
        var spending = filter.sinceAtMost(USUAL).checked(current.get());
        return transactions.run(tx -> usage.usage(tx, grouping, spending, timezone));
    }
}
