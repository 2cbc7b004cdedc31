/** Transactions on the reactive PostgreSQL client, its pool, and what the loss of the database looks like. */
package io.golden.data.sql;
