package io.golden.budget.ledger;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;

/** The view {@code budget_differences}: balances that do not follow from the ledger. */
@Singleton
final class LedgerRepository {
    private static final int MOST_DIFFERENCES = 100;

    /** It reads the whole ledger, which takes seconds for millions of rows. */
    private static final String PATIENCE = "set local statement_timeout = '120s'";

    /** @param tenants those the caller may see; empty for all */
    Uni<LedgerCheck> check(SqlConnection tx, String[] tenants) {
        return tx.query(PATIENCE).execute().chain(() -> differences(tx, tenants));
    }

    private static Uni<LedgerCheck> differences(SqlConnection tx, String[] tenants) {
        return tx.preparedQuery("""
                        select tenant_id, project_id, agent_id, model, current_usage, ledger_usage, reserved,
                               ledger_reserved
                        from budget_differences
                        where cardinality($1::text[]) = 0 or tenant_id = any ($1)
                        order by account_id
                        limit $2""")
                .execute(Tuple.tuple().addArrayOfString(tenants).addInteger(MOST_DIFFERENCES))
                .map(rows -> rows.stream().map(LedgerRepository::difference).toList())
                .chain(differences -> count(tx, tenants)
                        .map(checked -> new LedgerCheck(differences.isEmpty(), checked, differences)));
    }

    private static Uni<Long> count(SqlConnection tx, String[] tenants) {
        return tx.preparedQuery("""
                        select count(*) as checked
                        from budget_limits
                        where cardinality($1::text[]) = 0 or tenant_id = any ($1)""")
                .execute(Tuple.tuple().addArrayOfString(tenants))
                .map(rows -> rows.iterator().next().getLong("checked"));
    }

    private static LedgerCheck.Difference difference(Row row) {
        return new LedgerCheck.Difference(
                row.getString("tenant_id"),
                row.getString("project_id"),
                row.getString("agent_id"),
                row.getString("model"),
                row.getLong("current_usage"),
                row.getLong("ledger_usage"),
                row.getLong("reserved"),
                row.getLong("ledger_reserved"));
    }
}
