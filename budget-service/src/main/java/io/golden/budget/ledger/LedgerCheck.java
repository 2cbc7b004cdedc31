package io.golden.budget.ledger;

import java.util.List;

/**
 * Whether every balance follows from the ledger.
 *
 * @param checked how many balances were compared
 */
record LedgerCheck(boolean balanced, long checked, List<Difference> differences) {
    /** A balance, and what the ledger says it should be. */
    record Difference(
            String tenantId,
            String projectId,
            String agentId,
            String model,
            long currentUsage,
            long ledgerUsage,
            long reserved,
            long ledgerReserved) {}
}
