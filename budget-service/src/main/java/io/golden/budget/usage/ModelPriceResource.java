package io.golden.budget.usage;

import io.golden.commons.caller.CurrentCaller;
import io.golden.commons.caller.Permission;
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
import java.util.List;
import java.util.Map;

/** What models cost. */
@Path("/api/v1/budget/models")
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
    public Uni<List<ModelPrice>> prices(@BeanParam PageRequest paging) {
        var page = paging.page();
        return transactions.run(tx -> prices.current(tx, page));
    }

    @PUT
    @PermissionsAllowed(Permission.BUDGET_CONFIGURE)
    public Uni<ModelPrice> putPrice(@NotNull @Valid PutModelPrice price) {
        var caller = current.get();
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
