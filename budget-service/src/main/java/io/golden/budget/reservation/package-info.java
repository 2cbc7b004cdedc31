/** Tokens held before they are spent: requested, extended, committed, released, expired. */
package io.golden.budget.reservation;
