package io.golden.budget.reservation;

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

/** Who holds what. */
@Path("/api/v1/budget/reservations")
@Produces(MediaType.APPLICATION_JSON)
final class ReservationListResource {
    private static final List<String> STATES = List.of("held", "committed", "released", "expired");

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
    public Uni<RestResponse<List<ReservationView>>> reservations(
            @BeanParam SpendFilter filter,
            @QueryParam("status") String status,
            @QueryParam("type") String type,
            @BeanParam PageRequest paging,
            @Context UriInfo uri) {
        var spending = filter.checked(current.get());
        var wanted = state(status, type);
        var page = paging.page();
        return transactions.run(tx -> reservations
                .list(tx, spending, wanted, page)
                .chain(rows -> page.count()
                        ? reservations
                                .count(tx, spending, wanted)
                                .map(total -> Lists.of(uri, page, rows, ReservationView::place, Optional.of(total)))
                        : Uni.createFrom().item(Lists.of(uri, page, rows, ReservationView::place))));
    }

    /** The state that is asked for by its own name or by that of the ledger's entry which led to it. */
    private static Optional<String> state(String status, String type) {
        if (status != null && type != null) {
            throw ApiException.of(ErrorCode.INVALID_REQUEST, "type: cannot be combined with status");
        }
        if (status != null && !STATES.contains(status)) {
            throw ApiException.of(ErrorCode.INVALID_REQUEST, "status: must be one of " + String.join(", ", STATES));
        }
        return type == null ? Optional.ofNullable(status) : Optional.of(stateAfter(type));
    }

    private static String stateAfter(String type) {
        return switch (type) {
            case "reserve" -> "held";
            case "commit" -> "committed";
            case "release" -> "released";
            case "expire" -> "expired";
            default ->
                throw ApiException.of(
                        ErrorCode.INVALID_REQUEST, "type: must be one of reserve, commit, release, expire");
        };
    }
}
