package io.golden.budget.ledger;

import io.golden.budget.filter.SpendFilter;
import io.golden.commons.caller.CurrentCaller;
import io.golden.commons.caller.Permission;
import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import io.golden.commons.page.Lists;
import io.golden.commons.page.PageRequest;
import io.golden.data.sql.Transactions;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;

/** Shows the ledger, and proves the balances from it. */
@Path("/api/v1/budget")
@Produces(MediaType.APPLICATION_JSON)
@PermissionsAllowed(Permission.BUDGET_VIEW)
final class LedgerResource {
    private static final List<String> TYPES = List.of("reserve", "commit", "release", "expire", "adjust");

    private final Transactions transactions;
    private final LedgerRepository ledger;
    private final EntryRepository entries;
    private final CurrentCaller current;

    LedgerResource(Transactions transactions, LedgerRepository ledger, EntryRepository entries, CurrentCaller current) {
        this.transactions = transactions;
        this.ledger = ledger;
        this.entries = entries;
        this.current = current;
    }

    @GET
    @Path("/transactions")
    public Uni<RestResponse<List<Entry>>> transactions(
            @BeanParam SpendFilter filter,
            @QueryParam("type") String type,
            @BeanParam PageRequest paging,
            @Context UriInfo uri) {
        var spending = filter.checked(current.get());
        if (type != null && !TYPES.contains(type)) {
            throw ApiException.of(ErrorCode.INVALID_REQUEST, "type: must be one of " + String.join(", ", TYPES));
        }
        var page = paging.page();
        var wanted = Optional.ofNullable(type);
        return transactions.run(tx -> entries.list(tx, spending, wanted, page)
                .chain(rows -> page.count()
                        ? entries.count(tx, spending, wanted)
                                .map(total -> Lists.of(uri, page, rows, Entry::place, Optional.of(total)))
                        : Uni.createFrom().item(Lists.of(uri, page, rows, Entry::place))));
    }

    @GET
    @Path("/check")
    public Uni<LedgerCheck> check() {
        var tenants = current.get().tenants().filter();
        return transactions.run(tx -> ledger.check(tx, tenants));
    }
}
