/** Limits, and what is left of them. */
package io.golden.budget.limit;
