package io.golden.budget.reservation;

import io.golden.budget.filter.SpendFilter;
import io.golden.commons.caller.CurrentCaller;
import io.golden.commons.caller.Permission;
import io.golden.commons.page.Lists;
import io.golden.commons.page.PageRequest;
import io.golden.data.sql.Transactions;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;

/** Who holds what. */
@Path("/api/v1/budget/reservations")
final class ReservationListResource {
    private final Transactions transactions;
    private final ReservationList reservations;
    private final CurrentCaller current;

    ReservationListResource(Transactions transactions, ReservationList reservations, CurrentCaller current) {
        this.transactions = transactions;
        this.reservations = reservations;
        this.current = current;
    }

    @GET
    @PermissionsAllowed(Permission.BUDGET_VIEW)
    public Uni<RestResponse<List<ReservationView>>> list(
            @BeanParam SpendFilter filter, @BeanParam PageRequest paging, @Context UriInfo uri) {
        var values = filter.values(current.get());
        var page = paging.page();
        return transactions
                .run(tx -> reservations.list(tx, values, page))
                .map(rows -> Lists.of(uri, page, rows, ReservationView::place));
    }
}
