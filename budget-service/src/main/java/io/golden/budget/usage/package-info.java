/** What was spent, for charts, in tokens and in money. */
package io.golden.budget.usage;
