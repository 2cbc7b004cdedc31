package io.golden.budget.ledger;

import io.golden.commons.caller.CurrentCaller;
import io.golden.commons.caller.Permission;
import io.golden.data.sql.Transactions;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Proves the balances. */
@Path("/api/v1/budget/check")
final class LedgerResource {
    private final Transactions transactions;
    private final LedgerRepository ledger;
    private final CurrentCaller current;

    LedgerResource(Transactions transactions, LedgerRepository ledger, CurrentCaller current) {
        this.transactions = transactions;
        this.ledger = ledger;
        this.current = current;
    }

    @GET
    @PermissionsAllowed(Permission.BUDGET_VIEW)
    public Uni<LedgerCheck> check() {
        var tenants = current.get().tenants().filter();
        return transactions.run(tx -> ledger.check(tx, tenants));
    }
}
