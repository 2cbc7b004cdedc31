package io.golden.budget.usage;

import io.golden.commons.caller.CurrentCaller;
import io.golden.commons.caller.Permission;
import io.golden.commons.caller.Tenants;
import io.golden.commons.error.ApiException;
import io.golden.commons.error.ErrorCode;
import io.golden.commons.page.Lists;
import io.golden.commons.page.PageRequest;
import io.golden.data.audit.Audit;
import io.golden.data.audit.AuditEntry;
import io.golden.data.sql.Transactions;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;

/** What models cost. */
@Path("/api/v1/budget/models")
@Produces(MediaType.APPLICATION_JSON)
final class ModelPriceResource {
    private final Transactions transactions;
    private final ModelPriceRepository prices;
    private final Audit audit;
    private final CurrentCaller current;

    ModelPriceResource(Transactions transactions, ModelPriceRepository prices, Audit audit, CurrentCaller current) {
        this.transactions = transactions;
        this.prices = prices;
        this.audit = audit;
        this.current = current;
    }

    @GET
    @PermissionsAllowed(Permission.BUDGET_VIEW)
    public Uni<RestResponse<List<ModelPrice>>> prices(@BeanParam PageRequest paging, @Context UriInfo uri) {
        var page = paging.page();
        return transactions.run(tx -> prices.current(tx, page)
                .chain(rows -> page.count()
                        ? prices.count(tx)
                                .map(total -> Lists.of(uri, page, rows, ModelPrice::place, Optional.of(total)))
                        : Uni.createFrom().item(Lists.of(uri, page, rows, ModelPrice::place))));
    }

    @PUT
    @PermissionsAllowed(Permission.BUDGET_CONFIGURE)
    public Uni<ModelPrice> putPrice(@NotNull @Valid PutModelPrice price) {
        var caller = current.get();
        // A price is everybody's: it changes what the spend of all tenants costs.
        if (!(caller.tenants() instanceof Tenants.All)) {
            throw ApiException.of(
                    ErrorCode.FORBIDDEN,
                    "Insufficient permissions: a price holds for all tenants, and only who is of all of them sets it");
        }
        var entry = new AuditEntry(
                caller.subject(),
                caller.role(),
                "budget.model.set",
                "budget_model",
                price.model(),
                Map.of(
                        "input_price_per_million", price.inputPricePerMillion(),
                        "output_price_per_million", price.outputPricePerMillion(),
                        "currency", price.currency()));
        return transactions.run(tx -> prices.put(tx, price).call(() -> audit.append(tx, entry)));
    }
}
