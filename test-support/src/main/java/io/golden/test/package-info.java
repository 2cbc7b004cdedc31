/** Real PostgreSQL, Redis and NATS for any test, tokens signed with a key of its own, and waiting with a deadline. */
package io.golden.test;
