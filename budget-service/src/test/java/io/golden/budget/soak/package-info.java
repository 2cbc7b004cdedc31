/** Many clients on few accounts while things break; afterwards every answer must be true of the database. */
package io.golden.budget.soak;
