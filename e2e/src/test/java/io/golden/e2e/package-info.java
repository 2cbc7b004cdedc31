/** The suite from outside: journeys and faults against a suite that {@code ./golden up} started. */
package io.golden.e2e;
