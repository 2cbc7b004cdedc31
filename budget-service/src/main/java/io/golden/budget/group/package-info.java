/** Concurrent requests taken together: one statement and one flush to disk for all that came while the last one ran. */
package io.golden.budget.group;
