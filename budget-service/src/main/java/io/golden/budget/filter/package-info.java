/** What lists of a budget can be narrowed by. */
package io.golden.budget.filter;
