package io.golden.budget.usage;

import java.math.BigDecimal;
import java.util.Map;

/**
 * What was spent in one group.
 *
 * @param key the project, agent, model, or day ({@code 2026-01-31}); an agent nobody named is empty
 * @param commits how many reservations were committed
 * @param costs by currency; nothing for models without a price
 * @param unpricedTokens of models without a price
 */
record Usage(String key, long tokens, long commits, Map<String, BigDecimal> costs, long unpricedTokens) {}
