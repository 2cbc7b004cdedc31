/** The ledger: every token reserved, committed or returned, and the proof that the balances follow from it. */
package io.golden.budget.ledger;
