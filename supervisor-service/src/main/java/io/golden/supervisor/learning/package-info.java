/** What agents may learn, how often, and who must agree; decided by the functions of {@code V002} in the database. */
package io.golden.supervisor.learning;
